package cn.smspay.tools.bench;

import cn.smspay.cli.Exit;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Calls over real SIP and RTP on the loopback interface. */
@Command(
        name = "calls",
        description =
                "Holds many calls at once with playback and keys; prints how evenly packets come and what a call costs.",
        mixinStandardHelpOptions = true)
final class BenchCallsCommand implements Callable<Integer> {
    @Option(names = "--calls", defaultValue = "500", description = "Calls at once (default: ${DEFAULT-VALUE}).")
    private int calls;

    @Option(
            names = "--per-second",
            defaultValue = "100",
            description = "New calls in a second (default: ${DEFAULT-VALUE}).")
    private int perSecond;

    @Option(
            names = "--seconds",
            defaultValue = "10",
            description = "Seconds that are measured then (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--warm-up",
            defaultValue = "15",
            description =
                    "Seconds that all calls last before anything is measured: until then the machine code is still being made (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(names = "--upstream", description = "Callers send sound too, as phones do.")
    private boolean upstream;

    @Option(
            names = "--packet-millis",
            defaultValue = "20",
            description = {
                "How much sound each packet to the callers holds: 10, 20, 40 or 60 (default: ${DEFAULT-VALUE}).",
                "How evenly packets come is measured at 20 only."
            })
    private int packetMillis;

    @Option(names = "--comfort-noise", description = "Callers take a description of silence instead of silence.")
    private boolean comfortNoise;

    @Option(
            names = "--peer",
            paramLabel = "PORT",
            description =
                    "Calls another server afterwards, at this UDP port of 127.0.0.1; it must answer 12588 and play without end.")
    private @Nullable Integer peer;

    @Option(names = "--peer-process", paramLabel = "PID", description = "That server, to count its processor time.")
    private @Nullable Long peerProcess;

    @Override
    public Integer call() throws Exception {
        System.out.printf(
                Locale.ROOT,
                "%s; %d calls, %d new a second, %d s after %d s, %s%n",
                BenchReport.machine(),
                calls,
                perSecond,
                seconds,
                warmUp,
                upstream ? "sound both ways" : "sound to the caller");
        var plan = new CallBench.Plan(
                calls,
                perSecond,
                Duration.ofSeconds(warmUp),
                Duration.ofSeconds(seconds),
                new CallBench.Phones(upstream, packetMillis, comfortNoise));
        var other = peer();
        var ours = CallBench.run(plan);
        System.out.print(ours.text());
        if (other.isPresent()) {
            var theirs = CallBench.run(plan, other.get());
            System.out.printf(
                    Locale.ROOT,
                    "%nthe other server%n%s%ncost of a call, theirs over ours: %.1f%n",
                    theirs.text(),
                    theirs.cpuPerCall() / ours.heard().cpuPerCall());
        }
        return ours.heard().answered() == calls && ours.faults() == 0 ? Exit.DONE : Exit.WRONG;
    }

    private Optional<CallBench.Peer> peer() {
        if (peer == null && peerProcess == null) {
            return Optional.empty();
        }
        if (peer == null || peerProcess == null) {
            throw new Exit.Refused("--peer and --peer-process go together");
        }
        long pid = peerProcess;
        return Optional.of(new CallBench.Peer(
                peer,
                ProcessHandle.of(pid)
                        .filter(process -> process.info().totalCpuDuration().isPresent())
                        .orElseThrow(() -> new Exit.Refused("there is no process " + pid + " to measure"))));
    }
}
