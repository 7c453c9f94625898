# Makes the C library's locales of some countries in FOLDER, for the tests that are to find no difference. Where their
# definitions are missing (Debian: package locales), the tests say so and go on with what Qt knows of the country.
file(MAKE_DIRECTORY ${FOLDER})
foreach(country de_DE tr_TR ar_EG)
    if(EXISTS ${FOLDER}/${country}.UTF-8/LC_NUMERIC)
        continue()
    endif()
    execute_process(COMMAND localedef -i ${country} -f UTF-8 ${FOLDER}/${country}.UTF-8
                    RESULT_VARIABLE failed OUTPUT_QUIET ERROR_QUIET)
    if(failed)
        message("localedef makes no ${country} here: ${failed}")
    endif()
endforeach()
