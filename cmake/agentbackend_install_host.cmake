# The component `agentbackend_host` of `cmake --install`: the executable, and the pages, side by side as
# in the source tree, so that their links to each other hold. Those to code lead into the source, which
# is not installed; README says so.

if(BUILD_SHARED_LIBS)  # the libraries are those installed beside it
  file(RELATIVE_PATH libraries ${CMAKE_INSTALL_FULL_BINDIR} ${CMAKE_INSTALL_FULL_LIBDIR})
  set_target_properties(agentbackend_executable PROPERTIES INSTALL_RPATH "\$ORIGIN/${libraries}")
endif()
install(TARGETS agentbackend_executable COMPONENT agentbackend_host)

install(
  FILES ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/README.zh.md
        ${PROJECT_SOURCE_DIR}/CHANGELOG.md ${PROJECT_SOURCE_DIR}/CONTRIBUTING.md
        ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/SECURITY.md
  TYPE DOC COMPONENT agentbackend_host)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs TYPE DOC COMPONENT agentbackend_host
  PATTERN reference EXCLUDE)
