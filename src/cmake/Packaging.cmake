# cpack makes a Debian package. It is for the release of Debian that it is built on: libraries have other names and versions
# on the next. Texts that follow from lists in the code are written by the program griffie_texts.
set(packaging ${CMAKE_SOURCE_DIR}/src/packaging)
set(texts ${CMAKE_BINARY_DIR}/package_texts)
file(MAKE_DIRECTORY ${texts})

file(GLOB sources CONFIGURE_DEPENDS ${packaging}/*.c)
add_executable(griffie_texts ${sources})
target_include_directories(griffie_texts PRIVATE ${packaging} ${CMAKE_SOURCE_DIR}/src/cli)
target_link_libraries(griffie_texts PRIVATE gr_schedule gr_compiler)
set(units griffie.service griffie.timer griffie-failed@.service)
set(written griffie.1 griffie-batch.5 griffie.bash _griffie griffie.fish ${units})
list(TRANSFORM written PREPEND ${texts}/)
add_custom_command(OUTPUT ${written} COMMAND griffie_texts ${texts} DEPENDS griffie_texts)
add_custom_target(package_texts ALL DEPENDS ${written})

# ---- the release: which Debian, and when ----
set(GR_DEBIAN unknown)
set(GR_CODENAME unknown)
if(EXISTS /etc/os-release)
  file(STRINGS /etc/os-release lines REGEX "^VERSION_(ID|CODENAME)=")
  foreach(line IN LISTS lines)
    if(line MATCHES "^VERSION_ID=\"?([^\"]*)")
      set(GR_DEBIAN ${CMAKE_MATCH_1})
    elseif(line MATCHES "^VERSION_CODENAME=\"?([^\"]*)")
      set(GR_CODENAME ${CMAKE_MATCH_1})
    endif()
  endforeach()
endif()
set(GR_PACKAGE_VERSION ${PROJECT_VERSION}-1~deb${GR_DEBIAN})
set(GR_RELEASE_EPOCH $ENV{SOURCE_DATE_EPOCH})
if(NOT GR_RELEASE_EPOCH)
  execute_process(COMMAND git -C ${CMAKE_SOURCE_DIR} -c safe.directory=* log -1 --format=%ct
                  OUTPUT_VARIABLE GR_RELEASE_EPOCH OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
endif()
if(NOT GR_RELEASE_EPOCH) # a source tree without its history
  file(TIMESTAMP ${CMAKE_SOURCE_DIR}/CHANGELOG.md GR_RELEASE_EPOCH %s UTC)
endif()
set(ENV{SOURCE_DATE_EPOCH} ${GR_RELEASE_EPOCH})
string(TIMESTAMP GR_RELEASE_DATE "%a, %d %b %Y %H:%M:%S +0000" UTC)
set(GR_MAIL_HOST griffie.example)

# ---- what Debian's policy asks for in doc/ ----
file(READ ${CMAKE_SOURCE_DIR}/LICENSE GR_LICENCE)
string(REGEX REPLACE "[ \t]+\n" "\n" GR_LICENCE "${GR_LICENCE}\n")
string(STRIP "${GR_LICENCE}" GR_LICENCE)
string(REPLACE "\n" "\n " GR_LICENCE " ${GR_LICENCE}")
string(REGEX REPLACE "\n (\n|$)" "\n .\\1" GR_LICENCE "${GR_LICENCE}")
string(REGEX REPLACE "\n (\n|$)" "\n .\\1" GR_LICENCE "${GR_LICENCE}")
configure_file(${packaging}/copyright.in ${texts}/copyright @ONLY)
configure_file(${packaging}/changelog.in ${texts}/changelog.Debian @ONLY)
configure_file(${packaging}/cpack_setup.cmake.in ${texts}/cpack_setup.cmake @ONLY)

install(TARGETS griffie DESTINATION bin)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/templates ${CMAKE_SOURCE_DIR}/input DESTINATION share/griffie/sample)
install(FILES ${texts}/griffie.1 DESTINATION share/man/man1)
install(FILES ${texts}/griffie-batch.5 DESTINATION share/man/man5)
install(FILES ${texts}/griffie.bash DESTINATION share/bash-completion/completions RENAME griffie)
install(FILES ${texts}/_griffie DESTINATION share/zsh/vendor-completions)
install(FILES ${texts}/griffie.fish DESTINATION share/fish/vendor_completions.d)
list(TRANSFORM units PREPEND ${texts}/)
install(FILES ${units} DESTINATION lib/systemd/system)
install(FILES ${packaging}/griffie.sysusers DESTINATION lib/sysusers.d RENAME griffie.conf)
install(FILES ${packaging}/griffie.tmpfiles DESTINATION lib/tmpfiles.d RENAME griffie.conf)
install(FILES ${packaging}/README.Debian ${texts}/copyright ${texts}/changelog.Debian
              ${CMAKE_SOURCE_DIR}/docs/operations.md ${CMAKE_SOURCE_DIR}/docs/descriptors.md
              ${CMAKE_SOURCE_DIR}/docs/sources.md ${CMAKE_SOURCE_DIR}/docs/typesetting.md DESTINATION share/doc/griffie)
install(FILES ${CMAKE_SOURCE_DIR}/CHANGELOG.md DESTINATION share/doc/griffie RENAME changelog)
install(FILES ${packaging}/lintian-overrides DESTINATION share/lintian/overrides RENAME griffie)

set(CPACK_GENERATOR DEB)
set(CPACK_PROJECT_CONFIG_FILE ${texts}/cpack_setup.cmake)
set(CPACK_PRE_BUILD_SCRIPTS ${packaging}/finish.cmake)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE
                                                WORLD_READ WORLD_EXECUTE)
set(CPACK_PACKAGE_CONTACT "griffie maintainers <griffie@${GR_MAIL_HOST}>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "batch report generator for public bodies")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"griffie reads XML exports of budgets, team sizes and results, evaluates
report descriptors and publishes one edition for each council: tagged,
archivable PDF and workbooks with live totals. Every printed figure can be
traced to the export it came from. It runs unattended, checks its totals
before it publishes, and never leaves a half-written document.")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_DEBIAN_PACKAGE_RELEASE 1~deb${GR_DEBIAN})
set(CPACK_DEBIAN_PACKAGE_SECTION text)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_HOMEPAGE ${PROJECT_HOMEPAGE_URL})
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
string(REGEX MATCH "^[0-9]+" GR_ICU "${icu_VERSION}") # opened at run time: no tool finds this dependency
string(JOIN ", " CPACK_DEBIAN_PACKAGE_DEPENDS
  libicu${GR_ICU} libseccomp2 ${GR_LATE_PACKAGES}
  fonts-open-sans fonts-lato fonts-dejavu-core hyphen-nl hyphen-en-gb tzdata
  "systemd | systemd-standalone-sysusers" "systemd | systemd-standalone-tmpfiles")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "default-mta | mail-transport-agent")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${packaging}/postinst ${packaging}/prerm ${packaging}/postrm)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION TRUE)
set(CPACK_VERBATIM_VARIABLES ON)
include(CPack)
