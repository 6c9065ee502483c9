package io.refcache.autoconfigure;

import java.time.Duration;
import java.util.function.Function;

import io.refcache.CallOptions;
import io.refcache.EntryOptions;
import org.springframework.boot.convert.DurationStyle;

/**
 * Durations as users write them, with the words that stand for none.
 *
 * @since 0.1.0
 */
public final class DurationText {

	private DurationText() {
	}

	/**
	 * Reads a time to live.
	 * @param text a duration above zero, or {@code never}
	 * @param refusal makes the exception from what is wrong with the text
	 * @return the duration; {@link EntryOptions#NEVER} for {@code never}
	 */
	public static Duration ttl(String text, Function<String, RuntimeException> refusal) {
		if (text.strip().equalsIgnoreCase("never")) {
			return EntryOptions.NEVER;
		}
		Duration ttl = parse(text, "'never'", refusal);
		if (ttl.isZero() || ttl.isNegative()) {
			throw refusal.apply("It must be more than zero, or 'never'");
		}
		return ttl;
	}

	/**
	 * Reads a timeout of callers.
	 * @param text a duration of zero or more, or {@code none}
	 * @param refusal makes the exception from what is wrong with the text
	 * @return the duration; {@link CallOptions#NO_TIMEOUT} for {@code none}
	 */
	public static Duration asyncTimeout(String text, Function<String, RuntimeException> refusal) {
		if (text.strip().equalsIgnoreCase("none")) {
			return CallOptions.NO_TIMEOUT;
		}
		Duration timeout = parse(text, "'none'", refusal);
		if (timeout.isNegative()) {
			throw refusal.apply("It must not be negative; write 'none' for no timeout");
		}
		return timeout;
	}

	/**
	 * Reads a limit on attempts.
	 * @param text a duration above zero, or {@code none}
	 * @param refusal makes the exception from what is wrong with the text
	 * @return the duration; {@link CallOptions#NO_TIMEOUT} for {@code none}
	 */
	public static Duration executionTimeout(String text, Function<String, RuntimeException> refusal) {
		Duration timeout = asyncTimeout(text, refusal);
		if (timeout.isZero()) {
			throw refusal.apply("It must be more than zero, or 'none'");
		}
		return timeout;
	}

	/**
	 * Reads a duration.
	 * @param text a duration
	 * @param refusal makes the exception from what is wrong with the text
	 * @return the duration
	 */
	public static Duration parse(String text, Function<String, RuntimeException> refusal) {
		return parse(text, "'0s'", refusal);
	}

	private static Duration parse(String text, String word, Function<String, RuntimeException> refusal) {
		try {
			return DurationStyle.detectAndParse(text.strip());
		}
		catch (IllegalArgumentException | ArithmeticException ex) {
			throw refusal.apply("It must be a duration as in '2s', '10m' or 'PT2S', or " + word);
		}
	}

}
