package io.refcache.web;

import java.time.Duration;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * How long a client is willing to wait, by its {@code Prefer} header (RFC 7240). What
 * cannot be understood is no preference.
 *
 * @param time how long it waits; {@code null} if it does not say
 * @param respondAsync whether it takes an answer in progress
 */
record Preference(@Nullable Duration time, boolean respondAsync) {

	static final String PREFER = "Prefer";

	static final String APPLIED = "Preference-Applied";

	private static final int MAX_DIGITS = 9;

	static Preference of(HttpServletRequest request) {
		Duration wait = null;
		boolean respondAsync = false;
		Enumeration<String> headers = request.getHeaders(PREFER);
		while (headers.hasMoreElements()) {
			for (String part : List.of(headers.nextElement().split(","))) {
				String preference = part.split(";", 2)[0].trim();
				String[] pair = preference.split("=", 2);
				String name = pair[0].trim().toLowerCase(Locale.ROOT);
				// Of several the first one counts.
				if (name.equals("wait") && pair.length == 2 && wait == null) {
					wait = seconds(StringUtils
						.trimTrailingCharacter(StringUtils.trimLeadingCharacter(pair[1].trim(), '"'), '"'));
				}
				respondAsync |= name.equals("respond-async");
			}
		}
		return new Preference(wait, respondAsync);
	}

	private static @Nullable Duration seconds(String text) {
		boolean number = !text.isEmpty() && text.length() <= MAX_DIGITS
				&& text.chars().allMatch((character) -> character >= '0' && character <= '9');
		return number ? Duration.ofSeconds(Long.parseLong(text)) : null;
	}

	/**
	 * The time that is waited.
	 * @param most the longest one
	 * @return zero if the client does not say
	 */
	Duration upTo(Duration most) {
		if (this.time == null) {
			return Duration.ZERO;
		}
		return (this.time.compareTo(most) < 0) ? this.time : most;
	}

}
