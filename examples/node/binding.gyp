# SPDX-License-Identifier: MIT
# Where the libraries are, pkg-config says: PKG_CONFIG_PATH when they are not installed system-wide.
{
    "targets": [{
        "target_name": "orgpol",
        "sources": ["<!@(ls src/*.c)"],
        "cflags": [
            "-std=c11", "-O2", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Wstrict-prototypes",
            "-Wmissing-prototypes", "-Wwrite-strings", "-Wvla", "-Wundef", "-fvisibility=hidden",
            "<!@(pkg-config --cflags orgpol-json libsodium)"
        ],
        "libraries": ["<!@(pkg-config --libs --static orgpol-json libsodium)"]
    }]
}
