# Foreign libraries that few runs need. Binding all of them takes longer than making a small report, so these are opened by name when
# something is first asked of them (base/late.h). src/<room>/<name>_calls.def lists what is called; from it a header is written, which the
# room includes in place of the library's own, and a table. A call that is not listed does not link.
#   gr_late_library(<name> <room> <header> <file>)   <file>: the library that the linker would take
set(GR_LATE_FOLDER ${CMAKE_BINARY_DIR}/late)
set(GR_LATE_PACKAGES) # Debian's packages of them: no tool finds these dependencies in the program

# The name under which programs know a library, and the package that it is in ("": no dpkg, or from elsewhere).
function(gr_late_names file out_name out_package)
  execute_process(COMMAND ${CMAKE_OBJDUMP} -p ${file} OUTPUT_VARIABLE told COMMAND_ERROR_IS_FATAL ANY)
  if(NOT told MATCHES "SONAME +([^ \n]+)")
    message(FATAL_ERROR "${file} is no shared library")
  endif()
  set(${out_name} ${CMAKE_MATCH_1} PARENT_SCOPE)
  set(${out_package} "" PARENT_SCOPE)
  execute_process(COMMAND dpkg-query -S */${CMAKE_MATCH_1} OUTPUT_VARIABLE owners ERROR_QUIET)
  if(owners MATCHES "^([a-z0-9.+-]+)")
    set(${out_package} ${CMAKE_MATCH_1} PARENT_SCOPE)
  endif()
endfunction()

function(gr_late_library name room header file)
  string(REPLACE "," ">\n#include <" header ${header}) # of several, those behind need those before
  set(list ${CMAKE_SOURCE_DIR}/src/${room}/${name}_calls.def)
  set_property(DIRECTORY ${CMAKE_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${list})
  gr_late_names(${file} soname package)
  file(STRINGS ${list} calls REGEX "^GR_LATE\\(")
  set(members "")
  set(names "")
  set(macros "")
  foreach(call IN LISTS calls)
    string(REGEX REPLACE "^GR_LATE\\((.+)\\)$" "\\1" call ${call})
    string(APPEND members "    __typeof__(${call}) *${call};\n")
    string(APPEND names "    \"${call}\",\n")
    string(APPEND macros "#define ${call} gr_${name}_bound()->${call}\n")
  endforeach()
  string(TOUPPER ${name} upper)
  file(CONFIGURE OUTPUT ${GR_LATE_FOLDER}/late_${name}.h @ONLY CONTENT
"#ifndef GR_LATE_@upper@_H
#define GR_LATE_@upper@_H
/* Written by src/cmake/Late.cmake from src/@room@/@name@_calls.def. */
#include <@header@>

#include \"base/late.h\"

typedef struct gr_@name@_calls {
@members@} gr_@name@_calls;
extern gr_@name@_calls gr_@name@_table;
extern gr_late gr_@name@_late;

static inline const gr_@name@_calls *gr_@name@_bound(void)
{
    if (!gr_@name@_late.open) {
        gr_late_need(&gr_@name@_late);
    }
    return &gr_@name@_table;
}
@macros@
#endif
")
  file(CONFIGURE OUTPUT ${GR_LATE_FOLDER}/late_${name}.c @ONLY CONTENT
"/* Written by src/cmake/Late.cmake from src/@room@/@name@_calls.def. */
#include \"late_@name@.h\"

static const char *const names[] = {
@names@};
gr_@name@_calls gr_@name@_table;
gr_late gr_@name@_late = {
    .file = \"@soname@\",
    .package = \"@package@\",
    .names = names,
    .n = sizeof(names) / sizeof(names[0]),
    .calls = &gr_@name@_table,
};
")
  target_include_directories(foreign_${name} INTERFACE ${GR_LATE_FOLDER})
  target_link_libraries(foreign_${name} INTERFACE ${CMAKE_DL_LIBS})
  set(GR_LATE_SOURCE_${name} ${GR_LATE_FOLDER}/late_${name}.c PARENT_SCOPE)
  set(GR_LATE_PACKAGES ${GR_LATE_PACKAGES} ${package} PARENT_SCOPE)
endfunction()
