#ifndef GR_BASE_ORIGIN_H
#define GR_BASE_ORIGIN_H
/* The graph behind a figure. Leaves are fields of records (made by `dataset` only), inner nodes are
 * operations with their operands (made by `expr` and, for distributed tables, `derive`). One graph
 * serves four readers: trace prints it, sheets turns it into a formula, an edition's key hashes its
 * leaves, the isolation test walks it. Operands are shared: every reader goes through it as a graph
 * (base/origin_walk.h), never as a tree. */
#include "base/diag.h"
#include "base/value.h"

typedef enum gr_op {
#define GR_OP(ID, name, kind) GR_OP_##ID,
#include "base/ops.def"
#undef GR_OP
    GR_OP__COUNT
} gr_op;
typedef enum gr_op_kind { GR_OP_KIND_LEAF, GR_OP_KIND_INNER, GR_OP_KIND_AGGREGATE } gr_op_kind;
typedef struct gr_op_info {
    const char *name;
    gr_op_kind kind;
} gr_op_info;
extern const gr_op_info gr_ops[GR_OP__COUNT];

/** Is there an owned leaf in it? UNKNOWN: look. */
typedef enum gr_owned { GR_OWNED_UNKNOWN, GR_OWNED_BY_NOBODY, GR_OWNED_BY_SOMEBODY } gr_owned;

/** The records behind a row that stands for a group of them. */
typedef struct gr_group_members {
    uint64_t n;
    gr_loc first, last; /* places of the first and last in the order of reading */
    /* FNV-1a of 64 bits, a number at a time: of each its line, its column, and what it adds to each
     * sum (in cents, whole units or the digits of a decimal; a count adds 1). */
    uint64_t checksum;
} gr_group_members;

struct gr_origin {
    gr_op op;
    gr_owned owned;
    uint32_t depth;  /* of the longest path to a node without operands: 1 for such a node */
    uint32_t weight; /* nodes, counted once for each path; stops at UINT32_MAX */
    gr_value value;  /* what this node yields; value.origin is NULL here */
    /* leaves: field `name` of record `key` in `dataset`; `owner` is the key of the owning record,
     * empty when the dataset is shared; `at` is the record's place in its export.
     * A leaf of a derived dataset has one operand: how it was computed. A value that the export
     * does not hold has `condition` "default", and `at` is where the descriptor gives it; one that
     * was computed of its record's other fields while that was read has "computed", `at` is the
     * expression, and it has an operand too: how. Of a group of records `condition` says which set
     * it is and how many, `at` is the first, and `members` says the rest. */
    gr_str dataset, key, name, owner;
    gr_str owner_dataset; /* of which dataset `owner` is a key */
    bool opened; /* a declared total, or declassified: what it is made of is nobody's secret */
    gr_loc at;
    gr_str condition; /* see above; aggregates: the set and its condition, as the descriptor words
                         it */
    const gr_group_members *members; /* of a leaf that is a sum or count of a group; else NULL */
    const gr_origin *const *args;
    size_t n_args;
};

GR_NEVER_NULL const gr_origin *gr_origin_constant(gr_arena *arena, gr_value value);
/** `args` is copied. `detail` names the set and condition of an aggregate, else empty. */
GR_NEVER_NULL const gr_origin *gr_origin_inner(gr_arena *arena, gr_op op, gr_value value,
                                               const gr_origin *const *args, size_t n_args,
                                               gr_str detail);
/** Its condition; of a group also which lines it came from and their checksum, which only the owner
 * of the run may read. */
gr_str gr_origin_condition(const gr_origin *origin, gr_arena *arena);
/** For whoever fills in a node by hand (leaves): works out `owned`, `depth` and `weight`. */
void gr_origin_weigh(gr_origin *origin);
/** Calls `visit` for each leaf, depth first, each once. It enters the operand of a derived leaf
 * only when `into_derived`. Stops when visit returns false, and returns that. */
typedef bool gr_leaf_fn(void *user, const gr_origin *leaf);
bool gr_origin_leaves(const gr_origin *origin, bool into_derived, gr_leaf_fn *visit, void *user);
/** True when there is a longer path in it, or there are more nodes: gr_limits.origin_depth and
 *  .origin_nodes. NULL exceeds nothing. */
bool gr_origin_exceeds(const gr_origin *origin, uint32_t max_depth, uint32_t max_nodes);

/** The same node, opened. */
GR_NEVER_NULL const gr_origin *gr_origin_opened(gr_arena *arena, const gr_origin *origin);
/** Isolation (a council never reads another council's figure), seen from what was made: a leaf that
 *  belongs to another owner than `key` of `dataset` and is not opened; NULL: none. A part of a
 *  distribution is its owner's, whatever it is a part of. Binding refuses what would come here. */
const gr_origin *gr_origin_foreign(const gr_origin *origin, gr_str dataset, gr_str key);

/** One line, stable, for dumps and trace; of an aggregate three operands are shown:
 *  sum(11 of contributions where module = inkoop: contributions[arnhem/inkoop].amount, ...)
 *  and for a derived leaf how it was made: contributions[arnhem/inkoop].amount <- share(...)
 *  What is an operand more than once, or lies deep, has a number, and is told once, at the end:
 *  (#1 / (#1 + 4)); #1 = sum(...). After 1,000 nodes the rest is "...". */
void gr_origin_dump(const gr_origin *origin, gr_buf *out);

#endif
