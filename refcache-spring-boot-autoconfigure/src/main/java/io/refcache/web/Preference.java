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

	private static final String RESPOND_ASYNC = "respond-async";

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
				respondAsync |= name.equals(RESPOND_ASYNC);
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
	 * The same preference, for no longer than is allowed.
	 */
	Preference atMost(Duration most) {
		return (this.time != null && this.time.compareTo(most) > 0) ? new Preference(most, this.respondAsync) : this;
	}

	/**
	 * How long a call may wait: not at all for a client that takes an answer in progress
	 * and does not say when.
	 * @return the time; {@code null} if that is left to the server
	 */
	@Nullable Duration patience() {
		return (this.time == null && this.respondAsync) ? Duration.ZERO : this.time;
	}

	/**
	 * The preference as it stands in a header.
	 */
	@Override
	public String toString() {
		String wait = (this.time != null) ? "wait=" + this.time.toSeconds() : "";
		return this.respondAsync ? RESPOND_ASYNC + (wait.isEmpty() ? "" : ", " + wait) : wait;
	}

}
