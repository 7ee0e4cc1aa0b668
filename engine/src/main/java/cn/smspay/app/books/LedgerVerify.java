package cn.smspay.app.books;

import cn.smspay.cli.Exit;
import cn.smspay.engine.Books;
import java.util.List;
import picocli.CommandLine.Command;

/** Proves the book. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Proves that the book balances and agrees with orders, cards, inbox and charge records.",
            "Exit code 1 if it does not."
        })
final class LedgerVerify extends LedgerCommand {
    @Override
    public Integer call() {
        return with(store -> {
            var findings = Books.verify(store);
            if (sheet().isForPeople()) {
                findings.forEach(out()::println);
            } else {
                print(
                        List.of("finding"),
                        findings.stream()
                                .map(finding -> List.<Object>of(finding))
                                .toList());
            }
            remark(findings.isEmpty() ? "The book is in order." : findings.size() + " findings.");
            return findings.isEmpty() ? Exit.DONE : Exit.WRONG;
        });
    }
}
