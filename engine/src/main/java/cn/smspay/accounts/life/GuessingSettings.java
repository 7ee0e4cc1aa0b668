package cn.smspay.accounts.life;

import java.time.Duration;

/**
 * Who guesses across many numbers stays below the tries of each.
 *
 * @param numbers so many different numbers with a wrong try within the window are an alarm; 0 for never
 */
public record GuessingSettings(int numbers, Duration window) {
    /** People mistype: of ten thousand inputs in ten minutes, far fewer are of different numbers and wrong. */
    public static final GuessingSettings USUAL = new GuessingSettings(50, Duration.ofMinutes(10));
}
