#include "glia/report/html_style.hpp"

#include "glia/report/colors.hpp"
#include "glia/report/text.hpp"

namespace glia::detail::report {
namespace {

constexpr std::string_view kRules = R"(*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Noto Sans","Liberation Sans","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
main{max-width:1180px;margin:0 auto;padding:clamp(28px,6vw,72px) clamp(16px,4vw,40px) 40px}
header{margin-bottom:36px}
h1{margin:0;font-size:clamp(28px,4.4vw,44px);line-height:1.12;font-weight:700;letter-spacing:-.022em;overflow-wrap:anywhere}
.subtitle{margin:10px 0 0;max-width:62ch;font-size:clamp(16px,1.7vw,19px);line-height:1.5;color:var(--muted)}
h2{margin:52px 0 16px;font-size:22px;line-height:1.3;font-weight:650;letter-spacing:-.012em}
p{margin:0 0 14px;max-width:68ch;overflow-wrap:anywhere}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,158px),1fr));gap:14px;margin:0 0 28px}
.card,figure,.table{background:var(--paper);border:1px solid var(--line);border-radius:14px;box-shadow:var(--shadow)}
.card{padding:18px 20px 16px}
dt{font-size:13.5px;line-height:1.4;color:var(--muted)}
dd{margin:0}
.value{margin-top:4px;font-size:26px;line-height:1.2;font-weight:650;letter-spacing:-.02em;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
.note{margin-top:4px;font-size:13px;line-height:1.4;color:var(--muted)}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,440px),1fr));gap:18px;margin:0 0 28px;align-items:start}
figure{margin:0;overflow:hidden}
figure>svg{display:block;max-width:min(calc(100% - 12px),720px);height:auto;margin:8px auto 4px}
figcaption{padding:12px 20px 14px;border-top:1px solid var(--line);font-size:14px;line-height:1.5;color:var(--muted)}
.table{margin:0 0 28px;overflow-x:auto}
table{width:100%;border-collapse:collapse;font-size:15px;line-height:1.45}
th,td{padding:10px 20px;text-align:left;border-top:1px solid var(--line);vertical-align:top}
thead th{border-top:0;padding-top:13px;font-size:13px;font-weight:600;color:var(--muted);white-space:nowrap}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
footer{margin-top:56px;font-size:13px;color:var(--muted)}
@media (max-width:520px){main{padding-left:14px;padding-right:14px}.cards{grid-template-columns:1fr 1fr;gap:10px}.card{padding:14px 15px 13px}.value{font-size:23px}figure>svg{max-width:100%}figcaption{padding:11px 15px 13px}th,td{padding:9px 14px}}
@media print{body{background:#fff}.card,figure,.table{box-shadow:none;break-inside:avoid}main{padding:0}}
)";

std::string variables(bool dark) {
  const auto tone = [&](const Ink& ink) { return dark ? ink.dark : ink.light; };
  return concat({":root{--ink:", tone(kInk), ";--muted:", tone(kMuted), ";--paper:", tone(kPaper),
                 ";--line:", tone(kGrid), ";--page:", dark ? "#0f141b" : "#f6f7f9",
                 ";--shadow:", dark ? "none" : "0 1px 2px rgba(20,30,45,.04),0 6px 20px rgba(20,30,45,.04)", "}\n"});
}

}  // namespace

std::string html_style() {
  std::string out =
      concat({variables(false), kRules, "@media screen and (prefers-color-scheme:dark){", variables(true)});
  for (const Ink& ink : kAll) {
    out += concat({".g-f-", ink.name, "{fill:", ink.dark, "}.g-s-", ink.name, "{stroke:", ink.dark, "}\n"});
  }
  return out + "}\n";
}

}  // namespace glia::detail::report
