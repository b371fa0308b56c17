/*
 * WebSocket clients, each with one message on its way at any time; or as many that say nothing.
 *
 *   echo PORT PATH CONNECTIONS SECONDS text|binary MESSAGE   ->   RESULT messages microseconds p50 p99 (microseconds)
 *   echo PORT PATH CONNECTIONS SECONDS idle -                ->   OPEN connections, and holds them for so long
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define BUFFER 4096
#define MAX_SAMPLES (1 << 21)

struct client {
  int fd;
  size_t have;
  uint64_t sent_at;
  unsigned char buffer[BUFFER];
};

static uint64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void fail(const char *what) {
  fprintf(stderr, "%s: %s\n", what, strerror(errno));
  exit(1);
}

static void write_all(int fd, const void *bytes, size_t length) {
  if (write(fd, bytes, length) != (ssize_t)length) fail("write");
}

/* Blocking: the handshake is not what is measured. */
static int open_socket(int port, const char *path) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  char head[1024];
  int one = 1, fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) != 0) fail("connect");
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  int length = snprintf(head, sizeof head,
    "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n", path);
  write_all(fd, head, length);
  size_t have = 0;
  while (have < 4 || memcmp(head + have - 4, "\r\n\r\n", 4) != 0) {
    ssize_t got = have < sizeof head ? read(fd, head + have, 1) : -1;
    if (got <= 0) fail("handshake");
    have += got;
  }
  if (strncmp(head, "HTTP/1.1 101", 12) != 0) { fwrite(head, 1, have, stderr); exit(1); }
  return fd;
}

/* Masked with zeros, which leaves the text as it is. */
static size_t make_frame(unsigned char *frame, int opcode, const char *text) {
  size_t length = strlen(text), head = 2;
  frame[0] = 0x80 | opcode;
  if (length < 126) frame[1] = 0x80 | length;
  else { frame[1] = 0x80 | 126; frame[2] = length >> 8; frame[3] = length & 255; head = 4; }
  memset(frame + head, 0, 4);
  memcpy(frame + head + 4, text, length);
  return head + 4 + length;
}

/* The bytes of the whole frame that the buffer begins with, or 0. */
static size_t whole_frame(const struct client *c) {
  if (c->have < 2) return 0;
  size_t head = 2, length = c->buffer[1] & 127;
  if (length == 126) { if (c->have < 4) return 0; head = 4; length = c->buffer[2] << 8 | c->buffer[3]; }
  if (c->have < head + length) return 0;
  return head + length;
}

static int by_value(const void *a, const void *b) { return *(const uint32_t *)a < *(const uint32_t *)b ? -1 : 1; }

int main(int argc, char **argv) {
  if (argc != 7) return 2;
  int port = atoi(argv[1]), count = atoi(argv[3]);
  double seconds = atof(argv[4]);
  int idle = strcmp(argv[5], "idle") == 0, opcode = strcmp(argv[5], "binary") == 0 ? 2 : 1;
  struct rlimit files = {count + 100, count + 100};
  if (setrlimit(RLIMIT_NOFILE, &files) != 0 && count > 1000) fail("setrlimit");
  struct client *clients = calloc(idle ? 1 : count, sizeof *clients);
  for (int i = 0; i < count; i++) {
    int fd = open_socket(port, argv[2]);
    if (!idle) clients[i].fd = fd;
  }
  if (idle) {
    printf("OPEN %d\n", count);
    fflush(stdout);
    usleep(seconds * 1e6);
    return 0;
  }
  static unsigned char frame[BUFFER];
  size_t frame_length = make_frame(frame, opcode, argv[6]);
  int poll = epoll_create1(0);
  uint32_t *samples = malloc(MAX_SAMPLES * sizeof *samples);
  uint64_t messages = 0, began = now(), until = began + seconds * 1e6, last = began;
  for (int i = 0; i < count; i++) {
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = &clients[i]};
    epoll_ctl(poll, EPOLL_CTL_ADD, clients[i].fd, &event);
    clients[i].sent_at = now();
    write_all(clients[i].fd, frame, frame_length);
  }
  while (last < until) {
    struct epoll_event events[256];
    int ready = epoll_wait(poll, events, 256, 1000);
    if (ready == 0) { fprintf(stderr, "no answer within a second\n"); return 1; }
    for (int i = 0; i < ready; i++) {
      struct client *c = events[i].data.ptr;
      ssize_t got = read(c->fd, c->buffer + c->have, BUFFER - c->have);
      if (got <= 0) { fprintf(stderr, "a connection ended\n"); return 1; }
      c->have += got;
      size_t length = whole_frame(c);
      if (length == 0) continue;
      if ((c->buffer[0] & 15) != opcode) { fprintf(stderr, "frame of opcode %d\n", c->buffer[0] & 15); return 1; }
      last = now();
      if (messages < MAX_SAMPLES) samples[messages] = last - c->sent_at;
      messages++;
      c->have = 0;
      c->sent_at = last;
      write_all(c->fd, frame, frame_length);
    }
  }
  size_t kept = messages < MAX_SAMPLES ? messages : MAX_SAMPLES;
  qsort(samples, kept, sizeof *samples, by_value);
  printf("RESULT %lu %lu %u %u\n", messages, last - began, samples[kept / 2], samples[kept * 99 / 100]);
  return 0;
}
