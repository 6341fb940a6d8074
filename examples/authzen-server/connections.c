/* SPDX-License-Identifier: MIT */
/* Who is connected, and how long they may keep the server waiting. */
#include "server.h"

#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

static int64_t now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

bool connections_init(struct connections *connections, size_t count, size_t timeout_s)
{
    *connections = (struct connections){.lock = PTHREAD_MUTEX_INITIALIZER,
                                        .slots = calloc(count, sizeof *connections->slots),
                                        .count = count,
                                        .timeout_ms = (int64_t)timeout_s * 1000};
    if (connections->slots == NULL)
        return false;
    for (size_t i = 0; i < count; i++)
        connections->slots[i].fd = -1;
    return true;
}

void connections_free(struct connections *connections)
{
    free(connections->slots);
    pthread_mutex_destroy(&connections->lock);
}

static struct connection_slot *enter(struct connections *connections, int fd)
{
    for (size_t i = 0; i < connections->count; i++)
        if (connections->slots[i].fd == -1) {
            connections->slots[i] = (struct connection_slot){fd, false, now_ms() + connections->timeout_ms};
            return &connections->slots[i];
        }
    return NULL;
}

/* The socket is closed after this has said that it ends, so under the lock a slot's socket is open. */
void connections_notify(void *closure, struct MHD_Connection *connection, void **context,
                        enum MHD_ConnectionNotificationCode code)
{
    struct connections *connections = closure;
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    struct connection_slot *slot = *context;

    pthread_mutex_lock(&connections->lock);
    if (code == MHD_CONNECTION_NOTIFY_STARTED)
        *context = info ? enter(connections, info->connect_fd) : NULL;
    else if (slot)
        slot->fd = -1;
    pthread_mutex_unlock(&connections->lock);
}

bool connections_stage(struct connections *connections, struct MHD_Connection *connection, enum stage stage)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    struct connection_slot *slot = info ? info->socket_context : NULL;

    if (slot == NULL)
        return false;
    pthread_mutex_lock(&connections->lock);
    slot->in_request = stage != STAGE_DONE;
    if (stage == STAGE_ANSWERING)
        slot->deadline = 0;
    else if (stage != STAGE_BEGUN)
        slot->deadline = now_ms() + connections->timeout_ms;
    pthread_mutex_unlock(&connections->lock);
    return true;
}

void connections_cut_slow(struct connections *connections)
{
    const int64_t now = now_ms();

    pthread_mutex_lock(&connections->lock);
    for (size_t i = 0; i < connections->count; i++) {
        struct connection_slot *slot = &connections->slots[i];

        if (slot->fd == -1 || slot->deadline == 0 || slot->deadline > now)
            continue;
        shutdown(slot->fd, SHUT_RDWR);
        slot->deadline = 0;
    }
    pthread_mutex_unlock(&connections->lock);
}

/* Only reading ends, so that a request that is just arriving is still answered. */
size_t connections_cut_idle(struct connections *connections)
{
    size_t left = 0;

    pthread_mutex_lock(&connections->lock);
    for (size_t i = 0; i < connections->count; i++) {
        const struct connection_slot *slot = &connections->slots[i];

        if (slot->fd == -1)
            continue;
        left++;
        if (!slot->in_request)
            shutdown(slot->fd, SHUT_RD);
    }
    pthread_mutex_unlock(&connections->lock);
    return left;
}
