package cn.smspay.accounts.customers;

/** What a subscriber may want, as far as the condition of the phone decides it: the table of R 3.0.6. */
public enum Service {
    OPEN(Needs.NORMAL_PHONE),
    LOOK(Needs.ANY_KNOWN_PHONE),
    TOP_UP_BY_CARD(Needs.PHONE_NOT_GIVEN_UP_OR_LOST),
    TOP_UP_BY_CASH(Needs.PHONE_NOT_GIVEN_UP),
    UPGRADE(Needs.NORMAL_PHONE),
    RESET_LOGIN(Needs.NORMAL_PHONE),
    WITHDRAW(Needs.NORMAL_PHONE),
    PAY_BILL_BY_SMS(Needs.NORMAL_PHONE),
    PAY_BY_SMS(Needs.NORMAL_PHONE),
    PAY_BILL_ELSEWHERE(Needs.PHONE_NOT_GIVEN_UP),
    CLOSE(Needs.NORMAL_PHONE),
    /** Codes prove who holds the phone: not if it is lost, and nothing reaches one that is stopped both ways or gone. */
    RECEIVE_CODE(Needs.RECEIVING_PHONE),
    /** Even after the number is cancelled, by alias (S-055). */
    PURCHASE(Needs.ANY_PHONE_NOT_LOST);

    private enum Needs {
        NORMAL_PHONE,
        ANY_KNOWN_PHONE,
        RECEIVING_PHONE,
        PHONE_NOT_GIVEN_UP,
        PHONE_NOT_GIVEN_UP_OR_LOST,
        ANY_PHONE_NOT_LOST
    }

    private final Needs needs;

    Service(Needs needs) {
        this.needs = needs;
    }

    public boolean isPossibleWith(PhoneCondition phone) {
        boolean normal = phone.phoneStatus() == PhoneStatus.NORMAL;
        boolean working = normal || phone.phoneStatus().isSuspended();
        boolean leaving = phone.phoneStatus() == PhoneStatus.PRE_CANCELLED;
        return switch (needs) {
            case NORMAL_PHONE -> normal;
            case RECEIVING_PHONE -> normal || (phone.phoneStatus() == PhoneStatus.ONE_WAY && !phone.isLost());
            case ANY_KNOWN_PHONE -> (working || leaving) && !phone.isLost();
            case PHONE_NOT_GIVEN_UP -> working;
            case PHONE_NOT_GIVEN_UP_OR_LOST -> working && !phone.isLost();
            case ANY_PHONE_NOT_LOST ->
                (working || leaving || phone.phoneStatus() == PhoneStatus.CANCELLED) && !phone.isLost();
        };
    }
}
