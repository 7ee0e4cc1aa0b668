package cn.smspay.accounts;

import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.accounts.customers.Subscribers;
import cn.smspay.accounts.life.Passwords;
import cn.smspay.accounts.payments.PinSettings;
import cn.smspay.base.SubscriptionId;
import cn.smspay.store.Tx;
import java.time.Instant;

/** Questions with the answer yes or no that dialogues ask before they offer something. */
public final class AccountFacts {
    private final Subscribers subscribers;
    private final Passwords passwords;
    private final PinSettings pins;
    private final boolean voiceOpening;

    AccountFacts(Subscribers subscribers, Passwords passwords, AccountSettings settings) {
        this.subscribers = subscribers;
        this.passwords = passwords;
        this.pins = settings.pins();
        this.voiceOpening = settings.voiceOpening();
    }

    /**
     * @param guard a guard of the catalogue
     * @throws IllegalArgumentException if there is no such guard
     */
    public boolean holds(Tx tx, SubscriptionId who, String guard, Instant now) {
        var customer = subscribers.customer(tx, who);
        return switch (guard) {
            case "registered" -> customer.isRegistered();
            case "real_name" -> customer.isRegistered() && customer.account().isRealName();
            case "card_bound" -> customer.isRegistered() && customer.account().card() != null;
            case "pin_locked" ->
                customer.isRegistered()
                        && passwords
                                .lockedUntil(tx, customer.account().no(), PasswordKind.PAY, now)
                                .isPresent();
            case "pin_for_close" -> pins.forClosing();
            case "pin_for_withdrawal" -> pins.forWithdrawal();
            case "pin_for_bill" -> pins.forBill();
            case "pin_for_top_up" -> pins.forTopUp();
            case "voice_opening_on" -> voiceOpening;
            default -> throw new IllegalArgumentException("no guard " + guard);
        };
    }
}
