/* SPDX-License-Identifier: MIT */
/* The listening socket. */
#include "server.h"

#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Takes ADDRESS:PORT apart; `place` is cut. */
static struct addrinfo *resolve(char *place)
{
    const struct addrinfo hints = {.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE,
                                   .ai_socktype = SOCK_STREAM};
    struct addrinfo *found = NULL;
    char *port = strrchr(place, ':');
    char *end = port;

    if (port == NULL || port == place)
        return NULL;
    *port++ = '\0';
    if (strspn(port, "0123456789") != strlen(port) || *port == '\0' || strlen(port) > 5 ||
        strtoul(port, NULL, 10) > 65535)
        return NULL;
    if (*place == '[') {
        if (*--end != ']')
            return NULL;
        *end = '\0';
        place++;
    } else if (strchr(place, ':')) {
        return NULL;
    }
    return getaddrinfo(place, port, &hints, &found) == 0 ? found : NULL;
}

static bool name_url(int fd, char *url, size_t size)
{
    struct sockaddr_storage address;
    socklen_t length = sizeof address;
    char host[64];
    char port[8];
    bool v6;

    if (getsockname(fd, (struct sockaddr *)&address, &length) != 0 ||
        getnameinfo((struct sockaddr *)&address, length, host, sizeof host, port, sizeof port,
                    NI_NUMERICHOST | NI_NUMERICSERV) != 0)
        return false;
    v6 = address.ss_family == AF_INET6;
    snprintf(url, size, "http://%s%s%s:%s", v6 ? "[" : "", host, v6 ? "]" : "", port);
    return true;
}

int listen_at(const char *place, char *url, size_t size)
{
    const int on = 1;
    char copy[80];
    struct addrinfo *address = NULL;
    int fd = -1;

    if (snprintf(copy, sizeof copy, "%s", place) < (int)sizeof copy)
        address = resolve(copy);
    if (address == NULL) {
        complain("--listen: expected ADDRESS:PORT in numbers, like 127.0.0.1:8080 or [::1]:8080, found '%s'",
                 place);
        return -1;
    }
    fd = socket(address->ai_family, SOCK_STREAM, 0);
    if (fd == -1 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
        bind(fd, address->ai_addr, address->ai_addrlen) != 0 || listen(fd, SOMAXCONN) != 0 ||
        !name_url(fd, url, size)) {
        complain("cannot listen on %s: %s", place, strerror(errno));
        if (fd != -1)
            close(fd);
        fd = -1;
    }
    freeaddrinfo(address);
    return fd;
}
