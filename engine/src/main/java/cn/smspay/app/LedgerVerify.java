package cn.smspay.app;

import cn.smspay.cli.Exit;
import cn.smspay.cli.Home;
import cn.smspay.engine.Books;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Proves the book. */
@Command(
        name = "verify",
        description =
                "Proves that the book balances and agrees with orders, cards, inbox and charge records. May run beside"
                        + " the engine. Exit code 1 if it does not.",
        mixinStandardHelpOptions = true)
final class LedgerVerify implements Callable<Integer> {
    @Option(names = "--data", paramLabel = "DIR", description = "The folder with smspay.db (default: var).")
    private @Nullable Path data;

    @Override
    public Integer call() {
        var file = (data == null ? Home.find().resolve("var") : data).resolve(StoreSettings.FILE);
        if (!Files.exists(file)) {
            throw new Exit.Refused("there is no " + file + "; name the folder with --data");
        }
        try (var store = Store.open(StoreSettings.tool(file))) {
            var findings = Books.verify(store);
            findings.forEach(System.out::println);
            System.out.println(findings.isEmpty() ? "The book is in order." : findings.size() + " findings.");
            return findings.isEmpty() ? Exit.DONE : Exit.WRONG;
        }
    }
}
