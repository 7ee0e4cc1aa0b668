package cn.smspay.app.admin;

import static cn.smspay.app.admin.PlainWord.act;
import static cn.smspay.app.admin.PlainWord.look;

import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The groups of words that are lists of arguments. */
final class PlainGroups {
    private static final String DAY = "Like 2010-01-31.";
    private static final String ICBC = "Code of a bank, like ICBC.";
    private static final String MERCHANT = "Id of the merchant.";
    private static final String PROVINCE = "Like HUNAN or 湖南.";
    private static final String TWO = "; another person releases it.";
    private static final String BEFORE = "The last one of the page before.";
    private static final String BANK_OF_OURS = "Our account that it is paid from or to.";

    private static final String CHARGES = "Numbers of charge records, several with commas.";
    private static final String REASONS =
            "system-fault, network-fault, complaint, goodwill, double-charge, test or waived-wrongly.";

    private PlainGroups() {}

    /** Adds them to {@code smspay admin}. */
    static void add(CommandLine admin) {
        group(
                admin,
                "merchant",
                "Merchants: their life, addresses, keys, orders, notifications and settlement.",
                look("merchant.list", "list", "Merchants by their ids, a hundred at a time.")
                        .option("after", "ID", BEFORE),
                look("merchant.show", "show", "One merchant, and what is held for it.")
                        .arg("id", "ID", MERCHANT),
                act("merchant.add", "add", "A merchant applies; it is live once it is made so.")
                        .arg("id", "ID", MERCHANT)
                        .arg("name", "NAME", "As customers are told it."),
                act("merchant.state", "state", "Makes a merchant live, freezes it or closes it for good.")
                        .arg("id", "ID", MERCHANT)
                        .arg("state", "STATE", "live, suspended or closed.")
                        .why(),
                act("merchant.addresses", "addresses", "Where its program is told, and where customers go back to.")
                        .arg("id", "ID", MERCHANT)
                        .option("notify", "URL", "Where its program is told; left out, it only asks.")
                        .option("return", "URL", "Where customers go back to."),
                look("merchant.keys", "keys", "Its keys, without anything secret.")
                        .arg("id", "ID", MERCHANT),
                act(
                                "merchant.key",
                                "key",
                                "A new key beside at most one other live one. A secret is shown once: end the former",
                                "key when the program signs with the new one.")
                        .arg("id", "ID", "Id of the merchant, or the name of another partner's program.")
                        .option("public_key", "FILE", "An RSA public key; left out, a shared secret is made.")
                        .option("role", "ROLE", "merchant (default), boss, bank or terminal.")
                        .flag("test", "Orders that are made with it move no money."),
                act("merchant.key-end", "key-end", "Nothing signed with this key is taken any more.")
                        .arg("id", "ID", MERCHANT)
                        .arg("key_id", "KEY", "Id of the key."),
                act("merchant.notify-secret", "notify-secret", "A new secret for notifications, shown once.")
                        .arg("id", "ID", MERCHANT),
                look("merchant.orders", "orders", "Its orders, newest first, a hundred at a time.")
                        .arg("id", "ID", MERCHANT)
                        .option("before", "NO", BEFORE),
                look("merchant.order", "order", "One order with its refunds.")
                        .arg("id", "ID", MERCHANT)
                        .arg("no", "NO", "Number of the order."),
                look("merchant.notifications", "notifications", "How far its program was told, newest first.")
                        .arg("id", "ID", MERCHANT)
                        .idOption("before", "EVENT", BEFORE),
                look("merchant.tries", "tries", "Every try at telling one event, with request and answer.")
                        .arg("id", "ID", MERCHANT)
                        .id("event", "EVENT", "Number of the event."),
                act("merchant.tell-again", "tell-again", "Tells an event once more.")
                        .arg("id", "ID", MERCHANT)
                        .id("event", "EVENT", "Number of the event."),
                look("merchant.settlements", "settlements", "What it was paid out, newest first.")
                        .arg("id", "ID", MERCHANT));
        group(
                admin,
                "settle",
                "Days that are over, settled with those whom we owe or who owe us.",
                act("settle.merchant", "merchant", "Proposes to pay a merchant what it is owed for a day" + TWO)
                        .arg("id", "ID", MERCHANT)
                        .arg("day", "DAY", DAY)
                        .arg("bank", "BANK", BANK_OF_OURS)
                        .why(),
                act("settle.province", "province", "Proposes to pay a province what it took for bills" + TWO)
                        .arg("province", "PROVINCE", PROVINCE)
                        .arg("day", "DAY", DAY)
                        .arg("bank", "BANK", BANK_OF_OURS)
                        .why(),
                act("settle.issuer", "issuer", "Proposes to book what an issuer of recharge cards has paid" + TWO)
                        .arg("province", "PROVINCE", PROVINCE)
                        .arg("day", "DAY", DAY)
                        .arg("bank", "BANK", BANK_OF_OURS)
                        .why());
        group(
                admin,
                "bank",
                "Money from banks and to banks.",
                look("bank.list", "list", "Banks that take part."),
                look("bank.ask", "ask", "Asks a bank now what became of a top-up whose notification was lost.")
                        .arg("order", "ORDER", "Number of the top-up."),
                look("bank.batch", "batch", "Writes today's batch of withdrawals of a bank into a new file.")
                        .arg("bank", "BANK", ICBC)
                        .fileOption("out", "FILE", "Where to; names and numbers are in it."),
                look("bank.results", "results", "Takes a bank's results, whole or not at all.")
                        .file("file", "FILE", "As the bank sent it."),
                look(
                                "bank.statement",
                                "statement",
                                "Compares a bank's statement with the book; a difference is a case.")
                        .file("file", "FILE", "As the bank sent it."));
        group(
                admin,
                "card",
                "Recharge cards.",
                act("card.issue", "issue", "Proposes a batch" + TWO)
                        .id("cards", "COUNT", "How many.")
                        .arg("face", "YUAN", "10, 20, 30, 50, 100, 200, 300 or 500.")
                        .arg("last_day", "DAY", "The last day on which they are good, " + DAY)
                        .why(),
                look("card.batches", "batches", "Batches, newest first, and how far each has come."),
                look(
                                "card.deliver",
                                "deliver",
                                "Writes the passwords of a batch into a new file, once, encrypted as openssl enc",
                                "-aes-256-cbc -pbkdf2 -iter 600000 does it.")
                        .id("batch", "BATCH", "Number of the batch.")
                        .fileOption("passphrase_file", "FILE", "A file that holds the passphrase alone.")
                        .fileOption("out", "FILE", "Where to."),
                act("card.activate", "activate", "Proposes to make the cards of a batch good" + TWO)
                        .id("batch", "BATCH", "Number of the batch.")
                        .why(),
                look("card.show", "show", "What is known of a card; never its password.")
                        .arg("serial", "SERIAL", "17 digits.")
                        .why(),
                act("card.freeze", "freeze", "Stops a card.")
                        .arg("serial", "SERIAL", "17 digits.")
                        .why(),
                act("card.thaw", "thaw", "Lets a stopped card be used again.")
                        .arg("serial", "SERIAL", "17 digits.")
                        .why(),
                act("card.void", "void", "Ends a card for good.")
                        .arg("serial", "SERIAL", "17 digits.")
                        .why());
        group(
                admin,
                "wallet",
                "Wallets on SIM cards.",
                look("wallet.show", "show", "One wallet as we know it.")
                        .number()
                        .why(),
                look("wallet.history", "history", "What it was used for, until the last trading day.")
                        .number()
                        .arg("from", "FROM", DAY)
                        .arg("to", "TO", DAY)
                        .why(),
                act("wallet.open", "open", "Opens a wallet with a new card for somebody who stands there.")
                        .number()
                        .arg("card", "CARD", "16 digits.")
                        .flag("id_checked", "The document was looked at.")
                        .flag("sim_present", "The SIM is there."),
                act("wallet.calibrate", "calibrate", "The handset has learnt to carry the wallet.")
                        .number()
                        .arg("card", "CARD", "16 digits."),
                act("wallet.load-cash", "load-cash", "Takes cash for a wallet.")
                        .number()
                        .arg("amount", "YUAN", "In yuan.")
                        .wanted("till", "TILL", "Province and desk, like HUNAN:1."),
                act("wallet.lost", "lost", "Says what can be done about a lost wallet: nothing (S-146).")
                        .number(),
                act("wallet.reset-password", "reset-password", "The operation password is 1234 again (S-171).")
                        .number()
                        .wanted("name", "NAME", "As the customer says it.")
                        .wanted("id_number", "ID", "As the customer says it.")
                        .flag("own_phone", "The customer calls from the phone itself; else it is refused."),
                act("wallet.terminal", "terminal", "Makes a PSAM of a merchant known, or blocks it.")
                        .arg("psam", "PSAM", "12 digits.")
                        .arg("id", "ID", MERCHANT)
                        .flag("blocked", "Nothing is taken from it any more."));
        group(
                admin,
                "bill",
                "Phone bills that an agent pays for a customer.",
                look("bill.quote", "quote", "Whether a bill can be paid, and from which account.")
                        .number()
                        .arg("payee", "PAYEE", "Whose bill; eleven digits.")
                        .arg("amount", "YUAN", "In yuan."),
                act("bill.pay", "pay", "Pays a bill.")
                        .number()
                        .arg("payee", "PAYEE", "Whose bill; eleven digits.")
                        .arg("amount", "YUAN", "In yuan.")
                        .flag("confirm_test", "The customer knows that it may fail in the payee's province."));
        group(
                admin,
                "charge",
                "Charges that need not be paid, or must be paid after all; the same proposals as billing waive and release.",
                look("charge.waivers", "waivers", "What waits, oldest first."),
                act("charge.waive", "waive", "Proposes to waive charges" + TWO)
                        .arg("charges", "N,N", CHARGES)
                        .arg("reason", "REASON", REASONS)
                        .why(),
                act("charge.restore", "restore", "Proposes to charge again what was waived" + TWO)
                        .arg("charges", "N,N", CHARGES)
                        .arg("reason", "REASON", REASONS)
                        .why(),
                act("charge.release", "release", "It is done now, in the next billing file.")
                        .id("id", "ID", "Its number."),
                act("charge.refuse", "refuse", "It will not be done.")
                        .id("id", "ID", "Its number.")
                        .why());
        group(
                admin,
                "chain",
                "The audit's chain of hashes.",
                look("audit.check", "check", "Whether every row is as it was written; tells the first that is not."));
        more(
                admin,
                "customer",
                look("customer.names", "names", "How a customer gets in and back in: alias, question, whether resets are blocked.")
                        .number(),
                look("customer.messages", "messages", "The last texts to a number and how far they have come.")
                        .number()
                        .why(),
                act("customer.reset-password", "reset-password", "A new password, sent to the customer's phone.")
                        .number()
                        .arg("which", "WHICH", "login or pay.")
                        .option("name", "NAME", "Of a real-name account: as the customer says it.")
                        .option("id_number", "ID", "Of a real-name account: as the customer says it.")
                        .option("service_password", "WORD", "Of any other account: the carrier's service password.")
                        .option("last_top_up", "DAY:YUAN", "Of any other account, like 2010-01-31:50.00."));
        more(
                admin,
                "cash",
                act("cash.agent", "agent", "A top-up at an agent's point: not available yet (S-062).")
                        .number()
                        .arg("amount", "YUAN", "In yuan."));
        more(
                admin,
                "case",
                act(
                                "case.settle",
                                "settle",
                                "Proposes how a refund ends whose account is closed: the money goes to the customer or",
                                "back to the merchant, who is told, and the case is closed" + TWO)
                        .id("id", "ID", "Number of the case.")
                        .arg("whom", "WHOM", "customer, a number, bank:ICBC, or merchant:ID to give it back.")
                        .why());
    }

    private static void group(CommandLine admin, String name, String description, PlainWord... words) {
        var spec = CommandSpec.create().name(name).mixinStandardHelpOptions(true);
        spec.usageMessage().description(description).synopsisSubcommandLabel("COMMAND");
        var group = new CommandLine(spec);
        admin.addSubcommand(name, group);
        add(group, words);
    }

    private static void more(CommandLine admin, String name, PlainWord... words) {
        add(Objects.requireNonNull(admin.getSubcommands().get(name)), words);
    }

    private static void add(CommandLine group, PlainWord... words) {
        for (var word : words) {
            group.addSubcommand(word.spec().name(), word.spec());
        }
    }
}
