package cn.smspay.accounts.banks;

import cn.smspay.accounts.banks.TopUps.BankPayment;
import cn.smspay.accounts.customers.BankCode;
import cn.smspay.base.Fen;
import cn.smspay.base.Secret;
import cn.smspay.base.ServiceDay;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The form that the simulated banks speak: plain fields, signed with a key that the bank has given us. */
public final class SignedForms implements BankGate {
    public static final String VERSION = "1";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final Set<String> FIELDS =
            Set.of("version", "merchant", "order", "bank_number", "amount", "status", "paid_at", FieldSignature.FIELD);
    private static final Pattern AMOUNT = Pattern.compile("[1-9][0-9]{0,13}");
    private static final Pattern BANK_NUMBER = Pattern.compile("[A-Za-z0-9-]{1,40}");
    private static final Pattern ORDER = Pattern.compile("[0-9]{1,20}");

    private final BankCode bank;
    private final Contract contract;

    public SignedForms(BankCode bank, Contract contract) {
        this.bank = bank;
        this.contract = contract;
    }

    /**
     * What we and a bank have agreed on.
     *
     * @param page where customers pay
     * @param merchant what the bank calls us
     * @param key for signatures both ways
     * @param told where the bank tells us
     * @param back where it sends customers afterwards
     */
    public record Contract(URI page, String merchant, Secret key, URI told, URI back) {}

    @Override
    public Form form(TopUpOrder order) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("version", VERSION);
        fields.put("merchant", contract.merchant());
        fields.put("order", order.number());
        fields.put("amount", Long.toString(order.amount().fen()));
        fields.put("ordered_at", time(order.createdAt()));
        fields.put("expires_at", time(order.expiresAt()));
        fields.put("notify_url", contract.told().toString());
        fields.put("return_url", contract.back().toString());
        fields.put(FieldSignature.FIELD, FieldSignature.of(fields, contract.key()));
        return new Form(contract.page(), Collections.unmodifiableMap(fields));
    }

    @Override
    public BankReply hear(Map<String, String> fields) {
        var odd = new TreeSet<>(fields.keySet());
        odd.removeAll(FIELDS);
        var missing = new TreeSet<>(FIELDS);
        missing.removeAll(fields.keySet());
        if (!missing.isEmpty()) {
            return new BankReply.Unreadable("fields are missing: " + String.join(", ", missing));
        } else if (!odd.isEmpty()) {
            return new BankReply.Unreadable("there are " + odd.size() + " fields too many; known are "
                    + String.join(", ", new TreeSet<>(FIELDS)));
        } else if (!FieldSignature.fits(fields, contract.key())) {
            return new BankReply.Unreadable("the signature does not fit the fields");
        }
        return signed(fields);
    }

    private BankReply signed(Map<String, String> fields) {
        var paidAt = instant(of(fields, "paid_at"));
        if (!of(fields, "version").equals(VERSION)) {
            return new BankReply.Unreadable("version is not 1");
        } else if (!of(fields, "merchant").equals(contract.merchant())) {
            return new BankReply.Unreadable("merchant is not us");
        } else if (!of(fields, "status").equals("PAID")) {
            return new BankReply.Unreadable("status is not PAID, and nothing else is told");
        } else if (!AMOUNT.matcher(of(fields, "amount")).matches()) {
            return new BankReply.Unreadable("amount is no whole number of fen above zero");
        } else if (!BANK_NUMBER.matcher(of(fields, "bank_number")).matches()) {
            return new BankReply.Unreadable("bank_number has not 1 to 40 letters, digits or hyphens");
        } else if (!ORDER.matcher(of(fields, "order")).matches()) {
            return new BankReply.Unreadable("order is no number of digits alone");
        } else if (paidAt.isEmpty()) {
            return new BankReply.Unreadable("paid_at is no time as yyyymmddhhmmss");
        }
        return new BankReply.Payment(new BankPayment(
                bank,
                of(fields, "bank_number"),
                of(fields, "order"),
                new Fen(Long.parseLong(of(fields, "amount"))),
                paidAt.get()));
    }

    private static String of(Map<String, String> fields, String name) {
        return fields.getOrDefault(name, "");
    }

    /** As the fields write it, in Shanghai's time. */
    public static String time(Instant at) {
        return TIME.format(LocalDateTime.ofInstant(at, ServiceDay.ZONE));
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(
                    LocalDateTime.parse(text, TIME).atZone(ServiceDay.ZONE).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
