# What `cmake --install` puts where. The library is the component `agentbackend_library`, the host
# `agentbackend_host`.

include(CMakePackageConfigHelpers)

set(AGENTBACKEND_CMAKE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/agentbackend)
set(AGENTBACKEND_PKG_CONFIG_DIR ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

# agentbackend_install_target(<target> <name> <export>): as agentbackend::<name>.
function(agentbackend_install_target target name export)
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${name})
  install(TARGETS ${target} EXPORT ${export} COMPONENT agentbackend_library)
  install(EXPORT ${export}
    NAMESPACE agentbackend:: FILE ${export}.cmake
    DESTINATION ${AGENTBACKEND_CMAKE_DIR} COMPONENT agentbackend_library)
endfunction()

agentbackend_install_target(agentbackend agentbackend agentbackend-targets)
agentbackend_install_target(agentbackend_conformance conformance agentbackend-conformance-targets)
if(AGENTBACKEND_SQLITE)
  agentbackend_install_target(agentbackend_sqlite sqlite agentbackend-sqlite-targets)
else()
  set(left_out PATTERN sqlite_store.hpp EXCLUDE)
endif()
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/agentbackend TYPE INCLUDE
  COMPONENT agentbackend_library
  FILES_MATCHING PATTERN *.hpp ${left_out})
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE TYPE DOC COMPONENT agentbackend_library)

# --- CMake ------------------------------------------------------------------------------------

get_target_property(type agentbackend TYPE)
if(type STREQUAL SHARED_LIBRARY)
  set(AGENTBACKEND_SHARED ON)
else()
  set(AGENTBACKEND_SHARED OFF)
endif()
configure_package_config_file(
  ${CMAKE_CURRENT_LIST_DIR}/agentbackend-config.cmake.in
  ${PROJECT_BINARY_DIR}/agentbackend-config.cmake
  INSTALL_DESTINATION ${AGENTBACKEND_CMAKE_DIR}
  NO_SET_AND_CHECK_MACRO NO_CHECK_REQUIRED_COMPONENTS_MACRO)
write_basic_package_version_file(
  ${PROJECT_BINARY_DIR}/agentbackend-config-version.cmake COMPATIBILITY SameMajorVersion)
install(
  FILES ${PROJECT_BINARY_DIR}/agentbackend-config.cmake
        ${PROJECT_BINARY_DIR}/agentbackend-config-version.cmake
  DESTINATION ${AGENTBACKEND_CMAKE_DIR} COMPONENT agentbackend_library)

# --- pkg-config -------------------------------------------------------------------------------

# A folder of the installation as a pkg-config file names it, so that the whole can be moved.
function(agentbackend_pkg_config_path folder result)
  if(NOT IS_ABSOLUTE ${folder})
    string(PREPEND folder "\${prefix}/")
  endif()
  set(${result} ${folder} PARENT_SCOPE)
endfunction()

agentbackend_pkg_config_path(${CMAKE_INSTALL_INCLUDEDIR} PC_INCLUDEDIR)
agentbackend_pkg_config_path(${CMAKE_INSTALL_LIBDIR} PC_LIBDIR)
if(IS_ABSOLUTE ${CMAKE_INSTALL_LIBDIR})
  set(PC_PREFIX ${CMAKE_INSTALL_PREFIX})
else()
  file(RELATIVE_PATH PC_PREFIX /${AGENTBACKEND_PKG_CONFIG_DIR} /)
  string(REGEX REPLACE "/$" "" PC_PREFIX "\${pcfiledir}/${PC_PREFIX}")
endif()
set(PC_CFLAGS "")
if(AGENTBACKEND_SHARED)
  set(PC_CFLAGS " -DAGENTBACKEND_SHARED")
endif()

set(pkg_config_files agentbackend)
if(AGENTBACKEND_SQLITE)
  list(APPEND pkg_config_files agentbackend-sqlite)
endif()
foreach(name IN LISTS pkg_config_files)
  configure_file(${CMAKE_CURRENT_LIST_DIR}/${name}.pc.in ${PROJECT_BINARY_DIR}/${name}.pc @ONLY)
  install(FILES ${PROJECT_BINARY_DIR}/${name}.pc
    DESTINATION ${AGENTBACKEND_PKG_CONFIG_DIR} COMPONENT agentbackend_library)
endforeach()
