#pragma once
#include <string>
#include <vector>

namespace glia::detail::report {

/// "" if `xml` is one well-formed element (after an optional <!DOCTYPE …>) with escaped text and no repeated attribute,
/// else what is wrong and where. It knows the subset that drawings and reports use: no comments, no CDATA.
inline std::string xml_fault(const std::string& xml) {
  std::vector<std::string> open;
  bool closed = false;
  const auto entity = [&](std::size_t at) {
    for (const char* known : {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"}) {
      if (xml.compare(at, std::string(known).size(), known) == 0) return true;
    }
    return false;
  };
  std::size_t i = xml.rfind("<!DOCTYPE html>\n", 0) == 0 ? 16 : 0;
  while (i < xml.size()) {
    const std::string here = " at " + std::to_string(i) + ": " + xml.substr(i, 40);
    if (xml[i] != '<') {
      if (xml[i] == '>' && (open.empty() || open.back() != "style")) return "bare >" + here;
      if (xml[i] == '&' && !entity(i)) return "bare &" + here;
      if (open.empty() && xml[i] != '\n') return "text outside" + here;
      ++i;
      continue;
    }
    if (closed) return "second root" + here;
    if (xml.compare(i, 2, "</") == 0) {
      const std::size_t end = xml.find('>', i);
      if (open.empty() || xml.substr(i + 2, end - i - 2) != open.back()) return "wrong end tag" + here;
      open.pop_back();
      closed = open.empty();
      i = end + 1;
      continue;
    }
    std::size_t at = xml.find_first_of(" />", i);
    const std::string name = xml.substr(i + 1, at - i - 1);
    std::vector<std::string> attributes;
    while (at < xml.size() && xml[at] == ' ') {
      const std::size_t equals = xml.find("=\"", at);
      const std::size_t end = xml.find('"', equals + 2);
      if (equals == std::string::npos || end == std::string::npos) return "broken attribute" + here;
      const std::string key = xml.substr(at + 1, equals - at - 1);
      for (const std::string& other : attributes) {
        if (other == key) return "repeated attribute " + key + here;
      }
      if (key.find_first_of(" <>/\"") != std::string::npos) return "attribute without value" + here;
      for (std::size_t k = equals + 2; k < end; ++k) {
        if (xml[k] == '<' || (xml[k] == '&' && !entity(k))) return "unescaped attribute" + here;
      }
      attributes.push_back(key);
      at = end + 1;
    }
    if (xml.compare(at, 2, "/>") == 0) {
      i = at + 2;
    } else if (at < xml.size() && xml[at] == '>') {
      open.push_back(name);
      i = at + 1;
    } else {
      return "broken tag" + here;
    }
  }
  return closed ? "" : "no end";
}

inline int occurrences(const std::string& text, const std::string& part) {
  int count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

}  // namespace glia::detail::report
