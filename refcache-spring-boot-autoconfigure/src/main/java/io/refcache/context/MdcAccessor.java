package io.refcache.context;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.micrometer.context.ThreadLocalAccessor;
import io.micrometer.context.integration.Slf4jThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Carries the entries of the MDC, or those of some keys and leaves the others alone.
 */
final class MdcAccessor implements ThreadLocalAccessor<Map<String, String>> {

	private final @Nullable List<String> keys;

	/**
	 * Creates an accessor.
	 * @param keys the keys; {@code null} for all
	 */
	MdcAccessor(@Nullable List<String> keys) {
		this.keys = (keys != null) ? List.copyOf(keys) : null;
	}

	@Override
	public Object key() {
		return Slf4jThreadLocalAccessor.KEY;
	}

	@Override
	public @Nullable Map<String, String> getValue() {
		Map<String, String> value = (this.keys != null) ? valueOf(this.keys) : MDC.getCopyOfContextMap();
		return (value == null || value.isEmpty()) ? null : value;
	}

	@Override
	public void setValue(Map<String, String> value) {
		if (this.keys == null) {
			MDC.setContextMap(value);
			return;
		}
		for (String key : this.keys) {
			String entry = value.get(key);
			if (entry != null) {
				MDC.put(key, entry);
			}
			else {
				MDC.remove(key);
			}
		}
	}

	@Override
	public void setValue() {
		if (this.keys == null) {
			MDC.clear();
		}
		else {
			this.keys.forEach(MDC::remove);
		}
	}

	private static @Nullable Map<String, String> valueOf(List<String> keys) {
		Map<String, String> value = null;
		for (String key : keys) {
			String entry = MDC.get(key);
			if (entry != null) {
				value = (value != null) ? value : new HashMap<>();
				value.put(key, entry);
			}
		}
		return value;
	}

}
