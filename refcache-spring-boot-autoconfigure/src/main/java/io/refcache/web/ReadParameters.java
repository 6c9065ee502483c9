package io.refcache.web;

import jakarta.servlet.http.HttpServletRequest;
import io.refcache.ReadOptions;
import org.jspecify.annotations.Nullable;

/**
 * What a reader over HTTP asks for, as it stands in the query.
 *
 * @param page number of the page
 * @param pageSize number of elements of a page
 * @param maxSize how large the answer may be
 * @param full whether the value is to be whole
 */
record ReadParameters(@Nullable String page, @Nullable String pageSize, @Nullable String maxSize,
		@Nullable String full) {

	static ReadParameters of(HttpServletRequest request) {
		return new ReadParameters(text(request, "page"), text(request, "page_size"), text(request, "max_size"),
				text(request, "full"));
	}

	/**
	 * What stands in the query. Polls are many: no binder is made for texts.
	 */
	static @Nullable String text(HttpServletRequest request, String name) {
		String[] values = request.getParameterValues(name);
		return (values != null) ? String.join(",", values) : null;
	}

	/**
	 * The options that it stands for.
	 * @throws WrongParameterException if it stands for none
	 */
	ReadOptions toOptions() {
		try {
			return options();
		}
		catch (IllegalArgumentException ex) {
			throw new WrongParameterException(asInQuery(String.valueOf(ex.getMessage())));
		}
	}

	private ReadOptions options() {
		ReadOptions options = ReadOptions.DEFAULTS.withExposedOnly();
		if (this.page != null) {
			options = options.withPage(number("page", this.page));
		}
		if (this.pageSize != null) {
			options = options.withPageSize(number("page_size", this.pageSize));
		}
		if (this.maxSize != null) {
			options = options.withMaxSize(number("max_size", this.maxSize));
		}
		return (this.full != null && isTrue(this.full)) ? options.withFull() : options;
	}

	private static String asInQuery(String message) {
		return message.replace("'pageSize'", "'page_size'").replace("'maxSize'", "'max_size'");
	}

	private static int number(String name, String value) {
		try {
			return Integer.parseInt(value);
		}
		catch (NumberFormatException ex) {
			throw new IllegalArgumentException("'%s' must be a whole number below 2147483648".formatted(name), ex);
		}
	}

	private static boolean isTrue(String value) {
		return switch (value) {
			case "true" -> true;
			case "false" -> false;
			default -> throw new IllegalArgumentException("'full' must be 'true' or 'false'");
		};
	}

}
