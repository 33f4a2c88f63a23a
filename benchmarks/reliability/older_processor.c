/* Runs a program as an older x86-64 processor would run it: what CPUID answers is trapped, and newer features are struck out.

     cc -O2 -shared -fPIC -o older_processor.so older_processor.c
     LD_PRELOAD=./older_processor.so OLDER=avx2 python ...      no AVX-512, VNNI, AMX
     LD_PRELOAD=./older_processor.so OLDER=sse python ...       nor AVX, AVX2, FMA

   Every library then chooses the code of the older processor, and what it computes is what it would compute there. Linux, on a processor
   that can trap CPUID ("cpuid_fault" in /proc/cpuinfo). `benchmarks/repeatable.py --older` builds and uses it. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#define SET_CPUID 0x1012 /* arch_prctl: may this thread ask the processor? */
#define BIT(n) (1u << (n))

static int plain; /* strike out AVX too */
static int (*next_sigaction)(int, const struct sigaction *, struct sigaction *);

static void allow(unsigned long on) { syscall(SYS_arch_prctl, SET_CPUID, on); }

static void on_fault(int number, siginfo_t *info, void *raw) {
  greg_t *now = ((ucontext_t *)raw)->uc_mcontext.gregs;
  const uint8_t *at = (const uint8_t *)now[REG_RIP];
  uint32_t leaf = (uint32_t)now[REG_RAX], part = (uint32_t)now[REG_RCX], a, b, c, d;
  (void)info;
  if (!(at[0] == 0x0f && at[1] == 0xa2)) { /* not a CPUID: a real fault */
    struct sigaction usual;
    memset(&usual, 0, sizeof usual);
    usual.sa_handler = SIG_DFL;
    next_sigaction(number, &usual, 0);
    return;
  }
  allow(1);
  __asm__ volatile("cpuid" : "=a"(a), "=b"(b), "=c"(c), "=d"(d) : "a"(leaf), "c"(part));
  allow(0);
  if (leaf == 1 && plain) c &= ~(BIT(12) | BIT(28) | BIT(29)); /* FMA, AVX, F16C */
  if (leaf == 7 && part == 0) {
    b &= ~(BIT(16) | BIT(17) | BIT(21) | BIT(26) | BIT(27) | BIT(28) | BIT(30) | BIT(31)); /* AVX-512 */
    c &= ~(BIT(1) | BIT(6) | BIT(11) | BIT(12) | BIT(14));                                 /* its VBMI, VNNI, ... */
    d &= ~(BIT(2) | BIT(3) | BIT(8) | BIT(22) | BIT(23) | BIT(24) | BIT(25));              /* its 4VNNIW, ..., FP16; AMX */
    if (plain) b &= ~(BIT(3) | BIT(5) | BIT(8));                                           /* BMI1, AVX2, BMI2 */
  }
  if (leaf == 7 && part == 1) a = b = c = d = 0; /* AVX-VNNI, BF16, ... */
  now[REG_RAX] = a, now[REG_RBX] = b, now[REG_RCX] = c, now[REG_RDX] = d, now[REG_RIP] += 2;
}

/* Nobody else may take the signal. */
int sigaction(int number, const struct sigaction *wanted, struct sigaction *before) {
  if (!next_sigaction) *(void **)&next_sigaction = dlsym(RTLD_NEXT, "sigaction");
  if (number != SIGSEGV || !wanted) return next_sigaction(number, wanted, before);
  if (before) memset(before, 0, sizeof *before);
  return 0;
}

__attribute__((constructor)) static void start(void) {
  const char *kind = getenv("OLDER");
  struct sigaction ours;
  if (!kind) return;
  plain = !strcmp(kind, "sse");
  if (!next_sigaction) *(void **)&next_sigaction = dlsym(RTLD_NEXT, "sigaction");
  memset(&ours, 0, sizeof ours);
  ours.sa_sigaction = on_fault;
  ours.sa_flags = SA_SIGINFO | SA_NODEFER;
  next_sigaction(SIGSEGV, &ours, 0);
  allow(0);
}
