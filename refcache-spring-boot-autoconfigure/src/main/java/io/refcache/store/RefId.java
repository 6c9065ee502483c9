package io.refcache.store;

import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Identity of a reference: the name of a cache and 128 bits. Its text, {@code name:hex},
 * is made when it is first asked for.
 *
 * @since 0.1.0
 */
public final class RefId {

	private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_-]*");

	private static final int HEX_DIGITS = 32;

	private static final HexFormat HEX = HexFormat.of();

	private final String name;

	private final long high;

	private final long low;

	private @Nullable String text;

	public RefId(String name, long high, long low) {
		this.name = name;
		this.high = high;
		this.low = low;
	}

	/**
	 * Whether a text can be the name of a cache.
	 * @param name the text
	 * @return whether it is a letter followed by letters, digits, {@code _} and {@code -}
	 */
	public static boolean isName(String name) {
		return NAME.matcher(name).matches();
	}

	/**
	 * Reads an id of the given cache.
	 * @param name name of the cache
	 * @param text the text to read
	 * @return the id; {@code null} if the text is none, or one of another cache
	 */
	public static @Nullable RefId parse(String name, String text) {
		Objects.requireNonNull(text, "'refId' must not be null");
		int start = name.length() + 1;
		if (text.length() != start + HEX_DIGITS || !text.startsWith(name) || text.charAt(start - 1) != ':') {
			return null;
		}
		for (int i = start; i < text.length(); i++) {
			char c = text.charAt(i);
			if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
				return null;
			}
		}
		int middle = start + HEX_DIGITS / 2;
		return new RefId(name, HexFormat.fromHexDigitsToLong(text, start, middle),
				HexFormat.fromHexDigitsToLong(text, middle, text.length()));
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof RefId that && this.high == that.high && this.low == that.low
				&& this.name.equals(that.name);
	}

	@Override
	public int hashCode() {
		return (int) (this.low ^ (this.low >>> 32));
	}

	@Override
	public String toString() {
		String result = this.text;
		if (result == null) {
			// Two threads may both make it; both make the same.
			StringBuilder digits = new StringBuilder(this.name.length() + 1 + HEX_DIGITS).append(this.name).append(':');
			append(this.high, digits);
			append(this.low, digits);
			result = digits.toString();
			this.text = result;
		}
		return result;
	}

	private static void append(long half, StringBuilder digits) {
		for (int shift = Long.SIZE - 4; shift >= 0; shift -= 4) {
			digits.append(HEX.toLowHexDigit((int) (half >>> shift)));
		}
	}

}
