package io.refcache.context;

import java.util.ArrayList;
import java.util.List;

import io.micrometer.context.ThreadLocalAccessor;

/**
 * An accessor as applications write it, on a thread local of its own, which remembers how
 * it was called and fails when told to.
 */
class PlainAccessor implements ThreadLocalAccessor<String> {

	private final String key;

	private final ThreadLocal<String> value = new ThreadLocal<>();

	private final List<String> calls = new ArrayList<>();

	private volatile String failing = "";

	PlainAccessor(String key) {
		this.key = key;
	}

	/**
	 * Lets a method throw.
	 * @param method name of the method; {@code setValue-late}: it has set the value then
	 */
	void fail(String method) {
		this.failing = method;
	}

	void set(String value) {
		this.value.set(value);
	}

	String get() {
		return this.value.get();
	}

	List<String> calls() {
		return List.copyOf(this.calls);
	}

	@Override
	public Object key() {
		return this.key;
	}

	@Override
	public String getValue() {
		called("getValue");
		return get();
	}

	@Override
	public void setValue(String value) {
		called("setValue", value);
		set(value);
		called("setValue-late");
	}

	@Override
	public void setValue() {
		called("setValue");
		this.value.remove();
	}

	@Override
	public void restore(String previous) {
		called("restore", previous);
		set(previous);
	}

	@Override
	public void restore() {
		called("restore");
		this.value.remove();
	}

	private void called(String method, String... arguments) {
		if (method.equals(this.failing)) {
			throw new IllegalStateException(this.key + " failed on purpose");
		}
		this.calls.add(method + List.of(arguments));
	}

}
