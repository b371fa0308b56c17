/*
 * Sends requests at a constant rate and tells how late their answers came, as wrk2 does: a request is due at its place in the
 * schedule, and its latency counts from then, so that a server which stalls is not asked less (coordinated omission).
 *
 *   paced PORT RATE SECONDS CONNECTIONS < requests     requests: for each, its length in decimal, a newline, its bytes
 *   -> RESULT requests p50 p95 p99 p99.9 most          latencies in microseconds, without those of the first second
 *
 * One outstanding request for each connection; what is due while all are busy waits for the first that is free. Answers must have a
 * content-length. It never sleeps: give it a processor of its own.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define ROOM 65536

struct connection {
  int fd;
  double due;
  size_t have;
  char buffer[ROOM];
};

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

static int dial(int port) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int fd = socket(AF_INET, SOCK_STREAM, 0), one = 1;
  if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) < 0) fail("connect");
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  return fd;
}

/* Whether what has come is one whole answer; anything else than a success ends the measurement. */
static int is_whole(struct connection *c) {
  c->buffer[c->have] = 0;
  char *end = strstr(c->buffer, "\r\n\r\n");
  if (end == NULL) return 0;
  if (strncmp(c->buffer, "HTTP/1.1 200", 12) != 0) {
    fprintf(stderr, "answered with %.40s\n", c->buffer);
    exit(1);
  }
  char *length = strcasestr(c->buffer, "\ncontent-length:");
  if (length == NULL || length > end) {
    fprintf(stderr, "an answer without content-length\n");
    exit(1);
  }
  return c->have >= (size_t)(end + 4 - c->buffer) + strtoul(length + 16, NULL, 10);
}

static int by_size(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

int main(int argc, char **argv) {
  if (argc != 5) return fprintf(stderr, "paced PORT RATE SECONDS CONNECTIONS < requests\n"), 2;
  int port = atoi(argv[1]), connections = atoi(argv[4]);
  double rate = atof(argv[2]), seconds = atof(argv[3]);

  char *requests[1024];
  size_t lengths[1024], count = 0;
  while (count < 1024 && scanf("%zu", &lengths[count]) == 1) {
    getchar();
    requests[count] = malloc(lengths[count]);
    if (fread(requests[count], 1, lengths[count], stdin) != lengths[count]) fail("requests");
    count++;
  }
  if (count == 0) return fprintf(stderr, "no requests\n"), 2;

  int poll = epoll_create1(0);
  struct connection *all = calloc(connections, sizeof *all);
  struct connection **idle = malloc(connections * sizeof *idle);
  int idles = 0;
  for (int i = 0; i < connections; i++) {
    all[i].fd = dial(port);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = &all[i]};
    if (epoll_ctl(poll, EPOLL_CTL_ADD, all[i].fd, &event) < 0) fail("epoll_ctl");
    idle[idles++] = &all[i];
  }

  size_t total = rate * seconds, warm = rate, sent = 0, answered = 0, kept = 0;
  uint32_t *latencies = malloc((total + 1) * sizeof *latencies);
  double start = now();
  while (answered < total) {
    double time = now();
    if (time > start + seconds + 20) return fprintf(stderr, "the server did not keep up\n"), 1;
    while (idles > 0 && sent < total && start + sent / rate <= time) {
      struct connection *c = idle[--idles];
      c->due = start + sent / rate;
      c->have = 0;
      size_t which = sent % count;
      if (write(c->fd, requests[which], lengths[which]) != (ssize_t)lengths[which]) fail("write");
      sent++;
    }
    struct epoll_event events[256];
    int ready = epoll_wait(poll, events, 256, 0);
    for (int i = 0; i < ready; i++) {
      struct connection *c = events[i].data.ptr;
      ssize_t got = read(c->fd, c->buffer + c->have, ROOM - 1 - c->have);
      if (got <= 0) fail("read");
      c->have += got;
      if (!is_whole(c)) continue;
      if (answered++ >= warm) latencies[kept++] = (now() - c->due) * 1e6;
      idle[idles++] = c;
    }
  }
  qsort(latencies, kept, sizeof *latencies, by_size);
#define AT(part) latencies[(size_t)((kept - 1) * (part))]
  printf("RESULT %zu %u %u %u %u %u\n", total, AT(0.5), AT(0.95), AT(0.99), AT(0.999), AT(1.0));
  return 0;
}
