package cn.smspay.accounts.customers;

import cn.smspay.base.AccountNo;
import cn.smspay.base.Msisdn;
import cn.smspay.base.SubscriptionId;
import org.jspecify.annotations.Nullable;

/**
 * One customer relation on one number. A number that is cancelled and issued again is another subscription.
 *
 * @param generation counts the subscriptions of this number, from 1
 * @param secondary whether it is the secondary number of a SIM with several
 * @param account the account that is in use, if any
 * @param profileComplete whether the hall has registered a name and a well-formed number of a document (S-032)
 * @param language of the texts to this subscriber (D-31); null for the first of the dialogue files
 */
public record Subscription(
        SubscriptionId id,
        Msisdn msisdn,
        int generation,
        Operator operator,
        Province province,
        Brand brand,
        PhoneCondition phone,
        boolean secondary,
        boolean blacklisted,
        @Nullable AccountNo account,
        boolean profileComplete,
        Risk risk,
        @Nullable String language) {

    /** Counters that outlive an account, or closing and opening again would clear them (D-17). */
    public record Risk(
            int withdrawalStreak, int bindingMonth, int bindings, int wrongCardDay, int wrongCards, int purchaseEpoch) {
        public static final Risk NONE = new Risk(0, 0, 0, 0, 0, 0);

        public Risk withWithdrawals(int count) {
            return new Risk(count, bindingMonth, bindings, wrongCardDay, wrongCards, purchaseEpoch);
        }

        /** After a remote purchase: no withdrawal counts any more, and none that comes back later is taken off (D-11). */
        public Risk afterPurchase() {
            return new Risk(0, bindingMonth, bindings, wrongCardDay, wrongCards, purchaseEpoch + 1);
        }

        public Risk withBindings(int month, int count) {
            return new Risk(withdrawalStreak, month, count, wrongCardDay, wrongCards, purchaseEpoch);
        }

        public Risk withWrongCards(int day, int count) {
            return new Risk(withdrawalStreak, bindingMonth, bindings, day, count, purchaseEpoch);
        }
    }

    public boolean isOnNet() {
        return operator == Operator.CHINA_MOBILE;
    }

    public Subscription withAccount(@Nullable AccountNo no) {
        return changed(phone, blacklisted, no, profileComplete, risk, language);
    }

    public Subscription withRisk(Risk to) {
        return changed(phone, blacklisted, account, profileComplete, to, language);
    }

    Subscription withPhone(PhoneCondition to) {
        return changed(to, blacklisted, account, profileComplete, risk, language);
    }

    Subscription withProfileComplete(boolean to) {
        return changed(phone, blacklisted, account, to, risk, language);
    }

    Subscription withBlacklisted(boolean to) {
        return changed(phone, to, account, profileComplete, risk, language);
    }

    Subscription withLanguage(String to) {
        return changed(phone, blacklisted, account, profileComplete, risk, to);
    }

    Subscription withFeed(Operator operator, Province province, Brand brand, boolean secondary) {
        return new Subscription(
                id,
                msisdn,
                generation,
                operator,
                province,
                brand,
                phone,
                secondary,
                blacklisted,
                account,
                profileComplete,
                risk,
                language);
    }

    private Subscription changed(
            PhoneCondition phone,
            boolean blacklisted,
            @Nullable AccountNo account,
            boolean profileComplete,
            Risk risk,
            @Nullable String language) {
        return new Subscription(
                id,
                msisdn,
                generation,
                operator,
                province,
                brand,
                phone,
                secondary,
                blacklisted,
                account,
                profileComplete,
                risk,
                language);
    }
}
