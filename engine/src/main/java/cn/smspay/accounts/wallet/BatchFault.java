package cn.smspay.accounts.wallet;

/**
 * Why a batch is refused whole.
 *
 * @param line of the file, from 1; the header is the first
 * @param what is wrong and what would be right
 */
public record BatchFault(int line, String what) {
    @Override
    public String toString() {
        return "line " + line + ": " + what;
    }
}
