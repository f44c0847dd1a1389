# The library: every source below glia/ but tests and the command line. Compiled once, linked as libglia.so and libglia.a.
file(GLOB_RECURSE GLIA_SOURCES CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR}/glia/*.cpp)
list(FILTER GLIA_SOURCES EXCLUDE REGEX "_test\\.cpp$|^glia/cli/")

set(GLIA_PRIVATE_LIBRARIES PkgConfig::HWY Threads::Threads)
if(ZLIB_FOUND)
  list(APPEND GLIA_PRIVATE_LIBRARIES ZLIB::ZLIB)
endif()
if(CURL_FOUND)
  list(APPEND GLIA_PRIVATE_LIBRARIES CURL::libcurl)
endif()

add_library(glia_objects OBJECT ${GLIA_SOURCES} ${GLIA_GENERATED_SOURCES})
# What describes networks and rewrites graphs runs once a model: small code is worth more there than fast code. Kernels,
# readers of data and random numbers keep -O3.
set(GLIA_DESCRIBING ${GLIA_SOURCES})
list(FILTER GLIA_DESCRIBING INCLUDE REGEX
  "^glia/(applications|ops|layers|losses|metrics|optimizers|schedules|initializers|regularizers|constraints|graph|passes|model|files|report)/")
list(APPEND GLIA_DESCRIBING ${GLIA_GENERATED_SOURCES})
set_source_files_properties(${GLIA_DESCRIBING} PROPERTIES COMPILE_OPTIONS "$<$<CONFIG:Release>:-Os>")
target_include_directories(glia_objects PUBLIC ${CMAKE_CURRENT_SOURCE_DIR} ${GLIA_GENERATED_DIR})
target_link_libraries(glia_objects PRIVATE glia_flags ${GLIA_PRIVATE_LIBRARIES})
if(nlohmann_json_FOUND)
  target_link_libraries(glia_objects PRIVATE nlohmann_json::nlohmann_json)
endif()
foreach(feature ZLIB nlohmann_json CURL)
  if(${feature}_FOUND)
    string(TOUPPER ${feature} name)
    target_compile_definitions(glia_objects PRIVATE GLIA_HAS_${name}=1)
  endif()
endforeach()

# Nothing of what the library is made with reaches its users: PRIVATE, and glia_flags stays in this build.
add_library(glia SHARED $<TARGET_OBJECTS:glia_objects>)
add_library(glia_static STATIC $<TARGET_OBJECTS:glia_objects>)
set_target_properties(glia PROPERTIES VERSION ${PROJECT_VERSION} SOVERSION 0)
set_target_properties(glia_static PROPERTIES OUTPUT_NAME glia)
foreach(library glia glia_static)
  target_compile_features(${library} PUBLIC cxx_std_20)
  target_link_libraries(${library} PRIVATE $<BUILD_INTERFACE:glia_flags> ${GLIA_PRIVATE_LIBRARIES})
  target_include_directories(${library} PUBLIC $<BUILD_INTERFACE:${CMAKE_CURRENT_SOURCE_DIR}>
    $<BUILD_INTERFACE:${GLIA_GENERATED_DIR}> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
endforeach()
add_library(glia::glia ALIAS glia)
add_library(glia::static ALIAS glia_static)

# The target all_verify_interface_header_sets compiles each public header alone.
set_target_properties(glia PROPERTIES VERIFY_INTERFACE_HEADER_SETS ${PROJECT_IS_TOP_LEVEL})
target_sources(glia PUBLIC
  FILE_SET HEADERS BASE_DIRS ${CMAKE_CURRENT_SOURCE_DIR} FILES ${GLIA_PUBLIC_HEADERS}
  FILE_SET generated TYPE HEADERS BASE_DIRS ${GLIA_GENERATED_DIR} FILES ${GLIA_GENERATED_DIR}/glia/headers.hpp)
