# `cmake --install`: the public headers, both libraries, the program, gliaConfig.cmake (find_package) and glia.pc (pkg-config).
include(CMakePackageConfigHelpers)
set(cmake_dir ${CMAKE_INSTALL_LIBDIR}/cmake/glia)

install(TARGETS glia EXPORT gliaTargets FILE_SET HEADERS FILE_SET generated)
install(EXPORT gliaTargets NAMESPACE glia:: DESTINATION ${cmake_dir})
set_target_properties(glia_static PROPERTIES EXPORT_NAME static)
install(TARGETS glia_static EXPORT gliaStaticTargets)
install(EXPORT gliaStaticTargets NAMESPACE glia:: DESTINATION ${cmake_dir})
if(TARGET glia_cli)
  install(TARGETS glia_cli)
endif()

configure_package_config_file(cmake/gliaConfig.cmake.in gliaConfig.cmake INSTALL_DESTINATION ${cmake_dir})
write_basic_package_version_file(gliaConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/gliaConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/gliaConfigVersion.cmake
  DESTINATION ${cmake_dir})

file(RELATIVE_PATH GLIA_PC_PREFIX /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)  # so that the folder can be moved
configure_file(cmake/glia.pc.in glia.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/glia.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
