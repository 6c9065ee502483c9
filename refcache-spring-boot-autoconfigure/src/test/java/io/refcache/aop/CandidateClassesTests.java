package io.refcache.aop;

import java.io.Serializable;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Proxy;

import io.refcache.RefCacheEvict;
import io.refcache.RefCached;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.framework.ProxyFactory;

import static org.assertj.core.api.Assertions.assertThat;

class CandidateClassesTests {

	private final CandidateClasses candidates = new CandidateClasses();

	@ParameterizedTest
	@ValueSource(classes = { Direct.class, Inherited.class, Contract.class, Implementing.class, Composing.class,
			Generic.class, Evicting.class, EvictingTwice.class, Indirect.class, ComposingTwice.class })
	void isAnyWithAnAnnotatedMethodOfItsOwnOrOfWhatItExtends(Class<?> type) {
		assertThat(this.candidates.matches(type)).isTrue();
		assertThat(this.candidates.matches(type)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(classes = { Plain.class, Object.class, Comparable.class, Deprecating.class })
	void isNoOther(Class<?> type) {
		assertThat(this.candidates.matches(type)).isFalse();
		assertThat(this.candidates.matches(type)).isFalse();
	}

	@Test
	void isTheProxyOfOne() {
		Object proxy = new ProxyFactory(new Direct()).getProxy();
		assertThat(this.candidates.matches(proxy.getClass())).isTrue();
		Object ofInterface = Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Contract.class },
				(self, method, arguments) -> null);
		assertThat(this.candidates.matches(ofInterface.getClass())).isTrue();
	}

	static class Direct {

		@RefCached
		private String value() {
			return "value";
		}

	}

	static class Inherited extends Direct {

	}

	interface Contract extends Serializable {

		@RefCached
		String value(String key);

	}

	interface Further extends Contract {

	}

	static class Implementing implements Further {

		@Override
		public String value(String key) {
			return key;
		}

	}

	static class Indirect extends Implementing {

	}

	static class Composing {

		@Report
		String value() {
			return "value";
		}

	}

	static class ComposingTwice {

		@Report
		@Report
		String value() {
			return "value";
		}

	}

	abstract static class Base<T> {

		@RefCached
		abstract T value(T key);

	}

	static class Generic extends Base<String> {

		@Override
		String value(String key) {
			return key;
		}

	}

	static class Evicting {

		@RefCacheEvict(name = "test", allEntries = true)
		void change() {
		}

	}

	static class EvictingTwice {

		@RefCacheEvict(name = "one", allEntries = true)
		@RefCacheEvict(name = "other", allEntries = true)
		void change() {
		}

	}

	static class Plain implements Serializable {

		String value() {
			return "value";
		}

	}

	static class Deprecating {

		@Deprecated
		String value() {
			return "value";
		}

	}

	@RefCached
	@Repeatable(Reports.class)
	@Retention(RetentionPolicy.RUNTIME)
	@interface Report {

	}

	@Retention(RetentionPolicy.RUNTIME)
	@interface Reports {

		Report[] value();

	}

}
