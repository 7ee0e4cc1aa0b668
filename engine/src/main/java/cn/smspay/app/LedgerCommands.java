package cn.smspay.app;

import cn.smspay.accounts.AccountsCheck;
import cn.smspay.cli.Home;
import cn.smspay.engine.Engine;
import cn.smspay.store.Store;
import cn.smspay.store.StoreSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The book, for those who must be able to trust it. */
@Command(
        name = "ledger",
        description = "Looks into the book.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = LedgerCommands.Verify.class)
public final class LedgerCommands {
    @Command(
            name = "verify",
            description =
                    "Proves that the book balances and agrees with orders, cards, inbox and charge records. May run beside"
                            + " the engine. Exit code 1 if it does not.",
            mixinStandardHelpOptions = true)
    static final class Verify implements Callable<Integer> {
        @Option(names = "--data", paramLabel = "DIR", description = "The folder with smspay.db (default: var).")
        private @Nullable Path data;

        @Override
        public Integer call() {
            var file = (data == null ? Home.find().resolve("var") : data).resolve(Engine.DATABASE);
            if (!Files.exists(file)) {
                throw new Main.Refused("there is no " + file + "; name the folder with --data");
            }
            try (var store = Store.open(StoreSettings.tool(file))) {
                var findings = verify(store);
                findings.forEach(System.out::println);
                System.out.println(findings.isEmpty() ? "The book is in order." : findings.size() + " findings.");
                return findings.isEmpty() ? Main.DONE : Main.WRONG;
            }
        }
    }

    private LedgerCommands() {}

    /** Every finding, one sentence each. */
    public static List<String> verify(Store store) {
        return store.read(sql -> sql.inTransaction(snapshot -> {
            var findings = new ArrayList<>(AccountsCheck.verify(snapshot));
            findings.addAll(snapshot.createQuery("""
                            select 'uplink ' || u.id || ' has no charge record' from uplink u
                            left join charge_record c on c.uplink = u.id where c.uplink is null
                            union all
                            select 'charge record ' || c.number || ' is of no uplink' from charge_record c
                            left join uplink u on u.id = c.uplink where u.id is null and c.corrects is null
                            limit 100""").mapTo(String.class).list());
            return findings;
        }));
    }
}
