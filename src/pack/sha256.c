/* Owns SHA-256, which libcrypto works out. Its plain functions are used rather than its envelope
 * (EVP): these take no memory, read no configuration of the machine and need no provider, so a hash
 * cannot fail. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/opensslv.h>
#include <openssl/sha.h>

#include "pack/pack.h"

struct gr_hashing {
    SHA256_CTX sum;
};

gr_hashing *gr_hashing_new(gr_arena *arena)
{
    gr_hashing *hashing = GR_NEW(arena, gr_hashing);
    (void)SHA256_Init(&hashing->sum);
    return hashing;
}

void gr_hashing_add(gr_hashing *hashing, gr_str bytes)
{
    (void)SHA256_Update(&hashing->sum, bytes.ptr, bytes.len);
}

gr_sha256 gr_hashing_end(const gr_hashing *hashing)
{
    gr_sha256 hash;
    SHA256_CTX sum = hashing->sum;
    (void)SHA256_Final(hash.bytes, &sum);
    return hash;
}

gr_sha256 gr_sha256_of(gr_str bytes)
{
    gr_hashing hashing;
    (void)SHA256_Init(&hashing.sum);
    gr_hashing_add(&hashing, bytes);
    return gr_hashing_end(&hashing);
}

gr_str gr_sha256_hex(gr_arena *arena, gr_sha256 hash)
{
    static const char digits[] = "0123456789abcdef";
    char *text = GR_NEW_N(arena, char, 2 * sizeof(hash.bytes) + 1);
    for (size_t i = 0; i < sizeof(hash.bytes); i++) {
        text[2 * i] = digits[hash.bytes[i] >> 4];
        text[2 * i + 1] = digits[hash.bytes[i] & 15];
    }
    return (gr_str){text, 2 * sizeof(hash.bytes)};
}

const char *gr_hash_engine(void)
{
    return "libcrypto " OPENSSL_VERSION_STR;
}
