package cn.smspay.tools.bench;

import cn.smspay.cli.Exit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Pages of the site beside short messages: how long people wait for a page while the engine is busy. */
@Command(
        name = "site",
        description =
                "Lets customers look at pages of the site while subscribers send short messages; prints how long a page takes.",
        mixinStandardHelpOptions = true)
final class BenchSiteCommand implements Callable<Integer> {
    @Mixin
    private final BenchLoadOptions told = new BenchLoadOptions();

    @Option(names = "--pages", defaultValue = "200", description = "Pages a second (default: ${DEFAULT-VALUE}).")
    private int pages;

    @Option(
            names = "--uplinks",
            defaultValue = "2000",
            description = "Conversations begun per second beside them; 0 for none (default: ${DEFAULT-VALUE}).")
    private int uplinks;

    @Option(names = "--seconds", defaultValue = "20", description = "How long to measure (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "15",
            description = "Load before measuring begins (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--accounts",
            defaultValue = "10000",
            description = "Accounts in the database (default: ${DEFAULT-VALUE}).")
    private long accounts;

    @Option(
            names = "--customers",
            defaultValue = "50",
            description = "Who has logged in and looks at pages (default: ${DEFAULT-VALUE}).")
    private int customers;

    @Option(
            names = "--most",
            paramLabel = "MILLIS",
            defaultValue = "50",
            description =
                    "What 95 of 100 pages may take at most: a longer one is felt to wait (default: ${DEFAULT-VALUE}).")
    private double most;

    @Override
    public Integer call() throws Exception {
        try (var folder = told.engine().folder()) {
            var stock = new BenchStock(accounts, Math.min(accounts, customers), 0, 0, 0);
            stock.provide(folder.path(), told.engine().jvm());
            try (var bed = BenchBed.engineWithSite(folder.path(), told.engine().jvm(), told, stock, told.smsc())) {
                var people = BenchPages.of(bed.sitePort(), customers);
                both(bed, people, warmUp);
                bed.load().drain(BenchBed.DRAIN_SECONDS);
                people.clear();
                bed.load().measure(true);
                both(bed, people, seconds);
                bed.load().drain(BenchBed.DRAIN_SECONDS);
                bed.load().measure(false);
                return result(bed, people);
            }
        }
    }

    private void both(BenchBed bed, BenchPages people, int time) {
        var looking = CompletableFuture.runAsync(() -> people.load(pages, time));
        if (uplinks > 0) {
            bed.load().openLoop(uplinks, time);
        }
        looking.join();
    }

    private int result(BenchBed bed, BenchPages people) throws Exception {
        var result = new LinkedHashMap<String, Object>();
        result.put("pagesPerSecond", pages);
        result.put("uplinksPerSecond", uplinks);
        result.put("customers", customers);
        result.put("pages", people.count());
        result.put("wrongPages", people.wrong());
        result.put("pageP50Millis", people.millis(0.5));
        result.put("pageP95Millis", people.millis(0.95));
        result.put("pageP99Millis", people.millis(0.99));
        if (uplinks > 0) {
            result.put("replyP50Millis", bed.load().replyMillis(0.5));
            result.put("replyP99Millis", bed.load().replyMillis(0.99));
        }
        result.put("residentMegabytes", bed.figures().residentMegabytes());
        var check = bed.check();
        check.describe(result);
        told.report().print(told.out(), result, Map.of());
        boolean fast = people.millis(0.95) < most && people.wrong() == 0;
        return fast ? check.exitCode() : Exit.WRONG;
    }
}
