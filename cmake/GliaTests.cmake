# One test program per folder of glia/, linked statically so that internals can be tested; gtest is precompiled once.
# Each test has one label, from its name: `data` if it reads $GLIA_DATA, `slow` if it takes seconds, `thread` if it starts
# threads, else `small`. In CI, TSan runs `thread`; ASan and UBSan run `small` and `thread`.
enable_testing()
find_package(GTest REQUIRED)
include(GoogleTest)
set(GLIA_THREAD_WORDS Thread Concurren Parallel Barrier)

file(GLOB GLIA_TESTING CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/testing/*.cpp)
list(FILTER GLIA_TESTING EXCLUDE REGEX "_test\\.cpp$")
add_library(glia_testing STATIC ${GLIA_TESTING})
set_source_files_properties(${CMAKE_CURRENT_SOURCE_DIR}/testing/golden.cpp PROPERTIES  # ccache makes __FILE__ relative
  COMPILE_DEFINITIONS "GLIA_GOLDENS=\"${CMAKE_CURRENT_SOURCE_DIR}/testing/goldens\"")
target_link_libraries(glia_testing PUBLIC glia_static GTest::gtest PRIVATE glia_flags)
set_target_properties(glia_testing PROPERTIES POSITION_INDEPENDENT_CODE OFF)  # a precompiled header wants one setting
target_precompile_headers(glia_testing PUBLIC <gtest/gtest.h> <string> <vector>)

# Every built-in class as a type, read from the registries, for tests that visit all: each_builtin(visit) in
# generated/glia/builtin_classes.hpp calls visit.operator()<T>(kind).
set(GLIA_KINDS layers initializers regularizers constraints losses metrics optimizers schedules)
set(builtin_includes)
set(builtin_visits)
set(builtin_calls)
foreach(kind ${GLIA_KINDS})
  file(STRINGS ${GLIA_GENERATED_DIR}/glia/${kind}/registry.cpp lines REGEX "^#include \"glia/|class_record<[A-Za-z]+, [A-Za-z0-9:]+>\\(")
  string(APPEND builtin_visits "namespace ${kind} {}\ntemplate <class Visit>\nvoid each_of_${kind}(Visit visit) {\n  using namespace ${kind};\n")
  foreach(line IN LISTS lines)
    if(line MATCHES "^#include")
      string(APPEND builtin_includes "${line}\n")
    elseif(line MATCHES "class_record<[A-Za-z]+, ([A-Za-z0-9:]+)>")
      string(APPEND builtin_visits "  visit.template operator()<${CMAKE_MATCH_1}>(\"${kind}\")@semicolon@\n")
    endif()
  endforeach()
  string(APPEND builtin_visits "}\n")
  string(APPEND builtin_calls "  each_of_${kind}(visit)@semicolon@\n")
endforeach()
set(semicolon ";")
string(CONFIGURE "${builtin_visits}template <class Visit>\nvoid each_builtin(Visit visit) {\n${builtin_calls}}\n" builtin_visits @ONLY)
file(CONFIGURE OUTPUT ${GLIA_GENERATED_DIR}/glia/builtin_classes.hpp
  CONTENT "// Made by the build from the registries.\n#pragma once\n${builtin_includes}\nnamespace glia {\n${builtin_visits}}  // namespace glia\n" @ONLY)

# Networks in training use all processors: two at once would take far longer than one after the other.
function(glia_discover_tests target folder filter labels)
  set(processors 1)
  if(labels MATCHES "slow|data")
    set(processors 64)
  endif()
  gtest_discover_tests(${target} TEST_PREFIX "${folder}." TEST_FILTER "${filter}" DISCOVERY_MODE PRE_TEST
    PROPERTIES TIMEOUT 300 PROCESSORS ${processors} LABELS "${labels}")
endfunction()

list(TRANSFORM GLIA_THREAD_WORDS REPLACE "(.+)" "*\\1*" OUTPUT_VARIABLE thread_filter)
list(JOIN thread_filter ":" thread_filter)
list(JOIN GLIA_THREAD_WORDS "|" thread_regex)

file(GLOB_RECURSE GLIA_TESTS CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_SOURCE_DIR}
  ${CMAKE_CURRENT_SOURCE_DIR}/glia/*_test.cpp ${CMAKE_CURRENT_SOURCE_DIR}/testing/*_test.cpp)
set(folders)
set(threaded)
foreach(source ${GLIA_TESTS})
  get_filename_component(folder ${source} DIRECTORY)
  string(REGEX REPLACE "^glia/" "" folder ${folder})
  string(REPLACE "/" "_" folder ${folder})
  list(APPEND folders ${folder})
  list(APPEND sources_${folder} ${source})
  file(STRINGS ${source} found REGEX "^ *TEST.*(${thread_regex})" LIMIT_COUNT 1)
  if(found)
    list(APPEND threaded test_${folder})
  endif()
endforeach()
list(REMOVE_DUPLICATES folders)
list(REMOVE_DUPLICATES threaded)

add_custom_target(glia_tests)
add_custom_target(glia_thread_tests)
foreach(folder ${folders})
  add_executable(test_${folder} ${sources_${folder}})
  target_link_libraries(test_${folder} PRIVATE glia_testing glia_flags)
  target_precompile_headers(test_${folder} REUSE_FROM glia_testing)
  set_target_properties(test_${folder} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests POSITION_INDEPENDENT_CODE OFF)
  add_dependencies(glia_tests test_${folder})
  glia_discover_tests(test_${folder} ${folder} "-*RealData*:*Slow*:${thread_filter}" small)
  glia_discover_tests(test_${folder} ${folder} "${thread_filter}:-*RealData*:*Slow*" thread)
  glia_discover_tests(test_${folder} ${folder} "*RealData*" data)
  glia_discover_tests(test_${folder} ${folder} "*Slow*:-*RealData*" slow)
endforeach()
if(threaded)
  add_dependencies(glia_thread_tests ${threaded})
endif()

if(TARGET test_cli AND TARGET glia_cli)
  add_dependencies(test_cli glia_cli)  # which it starts
endif()

if(NOT GLIA_SANITIZE AND CMAKE_BUILD_TYPE STREQUAL "Release")
  add_test(NAME install COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/tests/install/run ${CMAKE_BINARY_DIR} ${CMAKE_CXX_COMPILER})
  add_test(NAME library_size COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/tests/library_size $<TARGET_FILE:glia> 7)
  add_test(NAME exported_symbols
    COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/tests/exported_symbols $<TARGET_FILE:glia> ${GLIA_GENERATED_DIR}/glia/headers.hpp)
  set_tests_properties(install library_size PROPERTIES TIMEOUT 300)
  add_test(NAME steps_arguments COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/tests/steps_arguments $<TARGET_FILE:bench_steps>)
  add_test(NAME check_examples COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/tools/check_examples ${CMAKE_BINARY_DIR})
  add_test(NAME check_formulas COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/tools/check_formulas)
  add_test(NAME examples.all_have_a_check COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/tests/examples/run --missing)
  foreach(source ${GLIA_EXAMPLES})
    get_filename_component(name ${source} NAME_WE)
    add_test(NAME examples.${name} COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/tests/examples/run ${CMAKE_BINARY_DIR} ${name})
    set_tests_properties(examples.${name} PROPERTIES TIMEOUT 300 SKIP_RETURN_CODE 77 PROCESSORS 64
      LABELS "slow;data")
  endforeach()
endif()
