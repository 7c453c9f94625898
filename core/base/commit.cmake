# Writes the commit that is checked out into OUTPUT, a header, if it is another one than there. Run at every build,
# since a new commit changes no file of the build.
set(commit "")
find_package(Git QUIET)
if(GIT_FOUND)
    execute_process(COMMAND ${GIT_EXECUTABLE} rev-parse --short HEAD WORKING_DIRECTORY ${SOURCE}
                    OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    execute_process(COMMAND ${GIT_EXECUTABLE} diff --quiet HEAD WORKING_DIRECTORY ${SOURCE}
                    RESULT_VARIABLE changed ERROR_QUIET)
    if(commit AND NOT changed EQUAL 0)
        string(APPEND commit "+")
    endif()
endif()
file(CONFIGURE OUTPUT ${OUTPUT} CONTENT "#define MELSCOPE_COMMIT \"${commit}\"\n")
