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

bool connections_init(struct connections *connections, const struct settings *settings)
{
    *connections =
        (struct connections){.lock = PTHREAD_MUTEX_INITIALIZER,
                             .slots = calloc(settings->max_connections, sizeof *connections->slots),
                             .count = settings->max_connections,
                             .workers = calloc(settings->threads, sizeof *connections->workers),
                             .worker_room = settings->threads,
                             .timeout_ms = (int64_t)settings->timeout_s * 1000};
    if (connections->slots == NULL || connections->workers == NULL)
        return false;
    for (size_t i = 0; i < connections->count; i++)
        connections->slots[i].fd = -1;
    return true;
}

void connections_free(struct connections *connections)
{
    free(connections->slots);
    free(connections->workers);
    pthread_mutex_destroy(&connections->lock);
}

static int64_t clock_of(const struct worker *worker)
{
    return (worker->answering_since ? worker->answering_since : now_ms()) - worker->answered_ms;
}

/*
 * This thread. libmicrohttpd serves a connection from beginning to end in one of its threads; NULL, should it
 * have more than it was told.
 */
static struct worker *this_worker(struct connections *connections)
{
    const pthread_t self = pthread_self();

    for (size_t i = 0; i < connections->worker_count; i++)
        if (pthread_equal(connections->workers[i].thread, self))
            return &connections->workers[i];
    if (connections->worker_count == connections->worker_room)
        return NULL;
    connections->workers[connections->worker_count].thread = self;
    return &connections->workers[connections->worker_count++];
}

static void renew(const struct connections *connections, struct connection_slot *slot)
{
    slot->deadline = clock_of(slot->worker) + connections->timeout_ms;
}

static struct connection_slot *enter(struct connections *connections, int fd)
{
    struct worker *worker = this_worker(connections);

    for (size_t i = 0; worker && i < connections->count; i++)
        if (connections->slots[i].fd == -1) {
            connections->slots[i] = (struct connection_slot){.fd = fd, .worker = worker};
            renew(connections, &connections->slots[i]);
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

static void change_stage(struct connections *connections, struct connection_slot *slot, enum stage stage)
{
    struct worker *worker = slot->worker;
    const bool begins = !slot->in_request;

    slot->in_request = stage != STAGE_DONE;
    if (stage == STAGE_ANSWERING) {
        worker->answering_since = now_ms();
        return;
    }
    if (stage == STAGE_ANSWERED) {
        worker->answered_ms += now_ms() - worker->answering_since;
        worker->answering_since = 0;
    }
    if (stage != STAGE_BEGUN || begins)
        renew(connections, slot);
}

bool connections_stage(struct connections *connections, struct MHD_Connection *connection, enum stage stage)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    struct connection_slot *slot = info ? info->socket_context : NULL;

    if (slot == NULL)
        return false;
    pthread_mutex_lock(&connections->lock);
    change_stage(connections, slot, stage);
    pthread_mutex_unlock(&connections->lock);
    return true;
}

void connections_cut_slow(struct connections *connections)
{
    pthread_mutex_lock(&connections->lock);
    for (size_t i = 0; i < connections->count; i++) {
        struct connection_slot *slot = &connections->slots[i];

        if (slot->fd == -1 || slot->deadline == 0 || slot->deadline > clock_of(slot->worker))
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
