/* Runs a command and tells what it took: exit status, seconds of the processor, seconds on the
 * clock, and the most memory in kB of the largest process; of the command and all that it waited
 * for. A program of its own because what starts a process is counted as part of it until the other
 * program is loaded, and an interpreter is larger than what is measured. meter RESULT COMMAND
 * [WORD]... */
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds(long whole, long parts, double in_one)
{
    return (double)whole + (double)parts / in_one;
}

int main(int argc, char **argv)
{
    struct timespec begun, ended;
    struct rusage used;
    int status = 0;
    if (argc < 3)
        return 64;
    clock_gettime(CLOCK_MONOTONIC, &begun);
    pid_t child = fork();
    if (child == 0) {
        execvp(argv[2], argv + 2);
        perror(argv[2]);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &used) < 0)
        return 71;
    clock_gettime(CLOCK_MONOTONIC, &ended);
    FILE *out = fopen(argv[1], "w");
    if (!out)
        return 73;
    fprintf(
        out, "%d %.6f %.6f %ld\n", WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
        seconds(used.ru_utime.tv_sec, used.ru_utime.tv_usec, 1e6) +
            seconds(used.ru_stime.tv_sec, used.ru_stime.tv_usec, 1e6),
        seconds(ended.tv_sec - begun.tv_sec, ended.tv_nsec - begun.tv_nsec, 1e9), used.ru_maxrss);
    return fclose(out) != 0;
}
