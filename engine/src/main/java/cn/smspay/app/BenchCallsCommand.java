package cn.smspay.app;

import cn.smspay.ivr.CallBench;
import java.time.Duration;
import java.util.concurrent.Callable;
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
            description = "How long all of them last (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--upstream", description = "Callers send sound too, as phones do.")
    private boolean upstream;

    @Override
    public Integer call() throws Exception {
        System.out.printf(
                "%d processors, Java %s; %d calls, %d new a second, %d s, %s%n",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                calls,
                perSecond,
                seconds,
                upstream ? "sound both ways" : "sound to the caller");
        var report = CallBench.run(new CallBench.Plan(calls, perSecond, Duration.ofSeconds(seconds), upstream));
        System.out.print(report.text());
        return report.answered() == report.asked() && report.faults() == 0 ? Main.DONE : Main.WRONG;
    }
}
