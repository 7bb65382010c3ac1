# Run by cpack over the staged files: what Debian wants packed or stripped is so, and all times are those of the release, so that
# the same source gives the same package. The time is SOURCE_DATE_EPOCH, or that of the last commit.
set(root "${CPACK_TEMPORARY_DIRECTORY}")
set(doc "${root}/usr/share/doc/griffie")
file(MAKE_DIRECTORY "${root}/etc/griffie/templates")
file(CREATE_LINK ../../griffie/sample "${doc}/examples" SYMBOLIC)
file(GLOB pages "${root}/usr/share/man/man*/*.[0-9]")
file(GLOB texts "${doc}/changelog*" "${doc}/*.md")
execute_process(COMMAND gzip -9nf ${pages} ${texts} COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND strip --remove-section=.comment --remove-section=.note "${root}/usr/bin/griffie"
                COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND chmod -R u=rwX,go=rX "${root}" COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND find "${root}" -exec touch --no-dereference --date=@$ENV{SOURCE_DATE_EPOCH} {} +
                COMMAND_ERROR_IS_FATAL ANY)
