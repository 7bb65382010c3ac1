# What every one of our files is compiled with, in one target.
add_library(gr_compiler INTERFACE)
target_include_directories(gr_compiler INTERFACE ${CMAKE_SOURCE_DIR}/include)
target_compile_definitions(gr_compiler INTERFACE _POSIX_C_SOURCE=200809L _DEFAULT_SOURCE
                                                 GR_VERSION="${PROJECT_VERSION}"
                                                 GR_BUILD="${CMAKE_BUILD_TYPE}")
target_compile_options(gr_compiler INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wundef -Wvla -Wcast-qual
  -Wcast-align -Wwrite-strings -Wpointer-arith -Wformat=2 -Wswitch-enum -Wstrict-prototypes
  -Wmissing-prototypes -Wold-style-definition -Wdouble-promotion -Wnull-dereference
  -Wimplicit-fallthrough -include ${CMAKE_SOURCE_DIR}/src/cmake/banned.h)
if(CMAKE_C_COMPILER_ID STREQUAL "GNU")
  target_compile_options(gr_compiler INTERFACE -Wduplicated-cond -Wduplicated-branches -Wlogical-op
                                               -Wjump-misses-init -Walloca)
else()
  target_compile_options(gr_compiler INTERFACE -Wdocumentation)
endif()
if(GR_WERROR)
  target_compile_options(gr_compiler INTERFACE -Werror)
endif()
target_link_options(gr_compiler INTERFACE -Wl,--build-id=sha1) # which names this build of the program
if(GR_SANITIZE)
  target_compile_options(gr_compiler INTERFACE -g -O1 -fno-omit-frame-pointer
                         -fsanitize=address,undefined -fno-sanitize-recover=undefined)
  # Under sanitizers gcc cannot follow every path and reports null dereferences that are none.
  target_compile_options(gr_compiler INTERFACE -Wno-null-dereference)
  target_link_options(gr_compiler INTERFACE -fsanitize=address,undefined)
elseif(CMAKE_BUILD_TYPE STREQUAL "Release")
  target_compile_options(gr_compiler INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2
                         -fstack-protector-strong -fPIE)
  target_link_options(gr_compiler INTERFACE -pie -Wl,-z,relro,-z,now)
endif()
if(GR_COVERAGE)
  target_compile_options(gr_compiler INTERFACE --coverage -O0 -g)
  target_link_options(gr_compiler INTERFACE --coverage)
endif()
if(GR_FUZZ)
  target_compile_options(gr_compiler INTERFACE -fsanitize=fuzzer-no-link)
endif()
