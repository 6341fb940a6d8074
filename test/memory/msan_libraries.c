/* SPDX-License-Identifier: MIT */
/*
 * Tells MemorySanitizer what libraries that are not instrumented have written: whatever libsodium puts out,
 * and all memory that cJSON takes. What goes into a hash must have been written. Linked into the tests with
 * --wrap.
 */
#include <stdlib.h>

#include <cjson/cJSON.h>
#include <sanitizer/msan_interface.h>
#include <sodium/crypto_generichash.h>
#include <sodium/crypto_hash_sha256.h>
#include <sodium/crypto_shorthash.h>

static void *written(size_t size)
{
    void *memory = malloc(size);

    if (memory)
        __msan_unpoison(memory, size);
    return memory;
}

__attribute__((constructor)) static void take_hooks(void)
{
    cJSON_Hooks hooks = {written, free};

    cJSON_InitHooks(&hooks);
}

int __real_crypto_generichash_init(crypto_generichash_state *state, const unsigned char *key,
                                   size_t key_bytes, size_t bytes);
int __real_crypto_generichash_update(crypto_generichash_state *state, const unsigned char *in,
                                     unsigned long long bytes);
int __real_crypto_generichash_final(crypto_generichash_state *state, unsigned char *out, size_t bytes);
int __real_crypto_hash_sha256(unsigned char *out, const unsigned char *in, unsigned long long bytes);
int __real_crypto_shorthash(unsigned char *out, const unsigned char *in, unsigned long long bytes,
                            const unsigned char *key);

int __wrap_crypto_generichash_init(crypto_generichash_state *state, const unsigned char *key,
                                   size_t key_bytes, size_t bytes);
int __wrap_crypto_generichash_update(crypto_generichash_state *state, const unsigned char *in,
                                     unsigned long long bytes);
int __wrap_crypto_generichash_final(crypto_generichash_state *state, unsigned char *out, size_t bytes);
int __wrap_crypto_hash_sha256(unsigned char *out, const unsigned char *in, unsigned long long bytes);
int __wrap_crypto_shorthash(unsigned char *out, const unsigned char *in, unsigned long long bytes,
                            const unsigned char *key);

int __wrap_crypto_generichash_init(crypto_generichash_state *state, const unsigned char *key,
                                   size_t key_bytes, size_t bytes)
{
    const int status = __real_crypto_generichash_init(state, key, key_bytes, bytes);

    __msan_check_mem_is_initialized(key, key_bytes);
    __msan_unpoison(state, sizeof *state);
    return status;
}

int __wrap_crypto_generichash_update(crypto_generichash_state *state, const unsigned char *in,
                                     unsigned long long bytes)
{
    __msan_check_mem_is_initialized(in, (size_t)bytes);
    return __real_crypto_generichash_update(state, in, bytes);
}

int __wrap_crypto_generichash_final(crypto_generichash_state *state, unsigned char *out, size_t bytes)
{
    const int status = __real_crypto_generichash_final(state, out, bytes);

    __msan_unpoison(out, bytes);
    return status;
}

int __wrap_crypto_hash_sha256(unsigned char *out, const unsigned char *in, unsigned long long bytes)
{
    __msan_check_mem_is_initialized(in, (size_t)bytes);
    __msan_unpoison(out, crypto_hash_sha256_BYTES);
    return __real_crypto_hash_sha256(out, in, bytes);
}

int __wrap_crypto_shorthash(unsigned char *out, const unsigned char *in, unsigned long long bytes,
                            const unsigned char *key)
{
    __msan_check_mem_is_initialized(in, (size_t)bytes);
    __msan_check_mem_is_initialized(key, crypto_shorthash_KEYBYTES);
    __msan_unpoison(out, crypto_shorthash_BYTES);
    return __real_crypto_shorthash(out, in, bytes, key);
}
