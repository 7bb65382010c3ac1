# The rooms, what each may enter, and which foreign library lives in it. This table is the
# architecture: check_layers.cmake holds the code against it, and each room is a static library.
#   gr_room(<name> ENTERS <rooms> FOREIGN <libraries>)
include(${CMAKE_CURRENT_LIST_DIR}/room_table.cmake)

foreach(room IN LISTS GR_ROOMS)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${room}/*.c
                                      ${CMAKE_SOURCE_DIR}/src/${room}/*/*.c)
  list(FILTER sources EXCLUDE REGEX "/cli/(main|memory)\\.c$")
  if(sources)
    add_library(gr_${room} STATIC ${sources})
    target_link_libraries(gr_${room} PRIVATE gr_compiler)
    if(GR_FIRST_${room}) # before banned.h, whose bans its macros would break
      target_compile_options(gr_${room} BEFORE PRIVATE "SHELL:-include ${GR_FIRST_${room}}")
    endif()
    target_include_directories(gr_${room} PRIVATE ${CMAKE_SOURCE_DIR}/src/${room})
    set(scope PUBLIC)
  else()
    add_library(gr_${room} INTERFACE)
    set(scope INTERFACE)
  endif()
  foreach(entered IN LISTS GR_ENTERS_${room})
    target_link_libraries(gr_${room} ${scope} gr_${entered})
  endforeach()
  foreach(foreign IN LISTS GR_FOREIGN_${room})
    target_link_libraries(gr_${room} ${scope} foreign_${foreign})
    if(GR_LATE_SOURCE_${foreign})
      target_sources(gr_${room} PRIVATE ${GR_LATE_SOURCE_${foreign}})
    endif()
  endforeach()
endforeach()

# Exports are read by small functions of these rooms that call each other for each element, value and
# cell: they are optimised together when the program is linked, ten seconds of it. Tests are linked
# without; GR_LTO does it with all rooms.
if(GR_JOINED AND NOT GR_LTO AND CMAKE_C_COMPILER_ID STREQUAL "GNU" AND CMAKE_BUILD_TYPE STREQUAL "Release"
   AND NOT GR_SANITIZE AND NOT GR_COVERAGE)
  foreach(room IN ITEMS base xml dataset source expr)
    target_compile_options(gr_${room} PRIVATE -flto -ffat-lto-objects)
  endforeach()
  target_link_options(gr_compiler INTERFACE $<IF:$<STREQUAL:$<TARGET_PROPERTY:NAME>,griffie>,-flto=auto,-fno-lto>)
endif()
