package cn.smspay.accounts.wallet;

/** Where there is no module with the masters: no wallet is opened and nothing moves by a card's proof. */
public final class NoCardKeys implements CardKeys {
    @Override
    public boolean arePresent() {
        return false;
    }

    @Override
    public int loadMac(CardNo card, int random, int onlineCounter, byte[] data) {
        throw new IllegalStateException("there are no keys of cards");
    }

    @Override
    public int purchaseMac(CardNo card, int random, int offlineCounter, int terminalNumber, byte[] data) {
        throw new IllegalStateException("there are no keys of cards");
    }

    @Override
    public int tac(CardNo card, byte[] data) {
        throw new IllegalStateException("there are no keys of cards");
    }
}
