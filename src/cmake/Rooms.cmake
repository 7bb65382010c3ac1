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
  endforeach()
endforeach()
