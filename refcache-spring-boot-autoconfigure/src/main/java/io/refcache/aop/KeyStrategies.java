package io.refcache.aop;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanNotOfRequiredTypeException;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.cache.interceptor.KeyGenerator;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.expression.Expression;

/**
 * Chooses how the keys of a method are made: from all arguments, by an expression, or by
 * a generator.
 */
final class KeyStrategies {

	private final AnnotatedMethod method;

	private final InjectedParameters injected;

	private final MethodExpressions expressions;

	private final ConfigurableListableBeanFactory beanFactory;

	KeyStrategies(AnnotatedMethod method, InjectedParameters injected, MethodExpressions expressions,
			ConfigurableListableBeanFactory beanFactory) {
		this.method = method;
		this.injected = injected;
		this.expressions = expressions;
		this.beanFactory = beanFactory;
	}

	KeyParts choose(MethodChecks checks) {
		String key = resolve(this.method.annotation().key());
		String generator = resolve(this.method.annotation().keyGenerator());
		if (!key.isEmpty() && !generator.isEmpty()) {
			throw this.method.refuse("has both a 'key' and a 'keyGenerator'", "Set one of them");
		}
		Expression expression = this.expressions.parse("key", key);
		if (expression != null) {
			return (target, arguments) -> single(expression.getValue(this.expressions.context(target, arguments)));
		}
		if (!generator.isEmpty()) {
			KeyGenerator bean = generator(generator);
			return (target, arguments) -> single(bean.generate((target != null) ? target : this.method.beanClass(),
					this.method.method(), SpringArguments.of(this.injected.strip(arguments))));
		}
		checks.checkKeyTypes(this.injected);
		int[] deep = deepArguments();
		return (deep.length == 0) ? (target, arguments) -> this.injected.strip(arguments)
				: (target, arguments) -> deepen(arguments, deep);
	}

	private static @Nullable Object[] single(@Nullable Object key) {
		if (key instanceof Collection || key instanceof Map || key instanceof Optional) {
			return new @Nullable Object[] { DeepValues.of(key) };
		}
		return new @Nullable Object[] { key };
	}

	private String resolve(String text) {
		String resolved = this.beanFactory.resolveEmbeddedValue(text);
		return (resolved != null) ? resolved : "";
	}

	private KeyGenerator generator(String name) {
		try {
			return this.beanFactory.getBean(name, KeyGenerator.class);
		}
		catch (NoSuchBeanDefinitionException | BeanNotOfRequiredTypeException ex) {
			throw this.method.refuse("has the keyGenerator '%s', which is no such bean".formatted(name),
					"Declare a KeyGenerator bean of that name");
		}
	}

	private int[] deepArguments() {
		List<Integer> deep = new ArrayList<>();
		for (int i = 0; i < this.method.method().getParameterCount(); i++) {
			ResolvableType type = ResolvableType.forMethodParameter(
					new MethodParameter(this.method.method(), i).withContainingClass(this.method.beanClass()));
			if (!this.injected.contains(i) && KeyTypes.isDeep(type)) {
				deep.add(i);
			}
		}
		return deep.stream().mapToInt(Integer::intValue).toArray();
	}

	private @Nullable Object[] deepen(@Nullable Object[] arguments, int[] deep) {
		@Nullable Object[] deepened = arguments.clone();
		for (int i : deep) {
			if (arguments[i] != null) {
				deepened[i] = DeepValues.of(arguments[i]);
			}
		}
		return this.injected.strip(deepened);
	}

}
