package cn.smspay.files.imports;

import cn.smspay.accounts.customers.Refusal;
import java.util.Locale;

/** A row that reads well is against a rule: nothing of it is written, whatever becomes of the others. */
final class ImportRefused extends RuntimeException {
    /** @param why in a few words, without anything secret */
    ImportRefused(String why) {
        super(why, null, false, false);
    }

    static ImportRefused of(Refusal refusal) {
        return new ImportRefused(said(refusal));
    }

    String why() {
        return String.valueOf(getMessage());
    }

    private static String said(Refusal refusal) {
        return switch (refusal.reason()) {
            case NO_ACCOUNT -> "no account, open one first";
            case BRAND -> "brand not eligible";
            case SECONDARY_NUMBER -> "secondary number of a SIM";
            case PHONE_STATUS, PHONE_SUSPENDED, BARRED -> "phone is not in a state for it: " + states(refusal);
            case CLOSE_FIRST -> "an account is open, close it first";
            case TRANSFERRED -> "the number was transferred, give the new owner's with a reissue";
            case RENUMBERED -> "the number was changed, give it out with a reissue";
            case CANCELLED -> "the number is cancelled, a new owner's row says 正常";
            case NOT_REAL_NAME -> "no real-name account, upgrade it first";
            case NAME_DIFFERS -> "holder is not the holder of the account";
            case ALREADY_BOUND -> "another card is bound, unbind that one first";
            case TOO_MANY_BINDINGS -> "three cards were bound this month, wait for the next";
            default -> refusal.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }

    private static String states(Refusal refusal) {
        return String.valueOf(refusal.facts().getOrDefault("state", "suspended"))
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
    }
}
