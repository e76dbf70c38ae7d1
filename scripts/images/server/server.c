/* Says that it is up and stays so until it is asked to end. As process 1 it must say what a signal means to it. */
#include <signal.h>
#include <unistd.h>

static void end(int signal) {
  (void)signal;
  _exit(0);
}

int main(void) {
  static const char up[] = "server: listening\n";
  signal(SIGTERM, end);
  signal(SIGINT, end);
  (void)!write(1, up, sizeof up - 1);
  for (;;) pause();
}
