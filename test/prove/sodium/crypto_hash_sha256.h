/* SPDX-License-Identifier: MIT */
/* What the core calls of libsodium's SHA-256, as a contract in place of its code. */
#ifndef ORGPOL_TEST_CRYPTO_HASH_SHA256_H
#define ORGPOL_TEST_CRYPTO_HASH_SHA256_H

#define crypto_hash_sha256_BYTES 32U

/*@ requires out: \valid(out + (0 .. crypto_hash_sha256_BYTES - 1));
    requires in: inlen == 0 || \valid_read(in + (0 .. inlen - 1));
    requires initialized: inlen == 0 || \initialized(in + (0 .. inlen - 1));
    assigns out[0 .. crypto_hash_sha256_BYTES - 1] \from in[0 .. inlen - 1];
    assigns \result \from \nothing;
    ensures initialized: \initialized(out + (0 .. crypto_hash_sha256_BYTES - 1));
    ensures result: \result == 0;
 */
int crypto_hash_sha256(unsigned char *out, const unsigned char *in, unsigned long long inlen);

#endif
