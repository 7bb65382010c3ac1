#include "written.h"

#include "base/file.h"

gr_status batch_file_write(gr_str path, gr_str bytes, gr_diag *diag)
{
    gr_file *file = gr_file_create(path, diag);
    if (file == NULL) {
        return GR_IO_FAILED;
    }
    if (gr_file_write(file, bytes, diag) != GR_OK) {
        gr_file_discard(file);
        return GR_IO_FAILED;
    }
    return gr_file_commit(file, diag);
}
