package io.refcache.mcp;

import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Supplier;

import io.refcache.RefCached;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.ai.mcp.annotation.spring.AnnotationProviderUtil;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.StringUtils;

/**
 * The methods that are tools by annotation, and cached as well.
 */
final class ToolMethods {

	private final Supplier<List<Object>> beans;

	/**
	 * Methods.
	 * @param beans the objects that have tools
	 */
	ToolMethods(Supplier<List<Object>> beans) {
		this.beans = beans;
	}

	/**
	 * The objects that have tools.
	 */
	List<Object> beans() {
		return this.beans.get();
	}

	/**
	 * The cached method behind a tool.
	 * @param tool the name of the tool
	 * @return the method; {@code null} if there is none
	 */
	@Nullable ToolMethod find(String tool) {
		for (Object bean : this.beans.get()) {
			for (Method method : AnnotationProviderUtil.beanMethods(bean)) {
				if (isNamed(method, tool)) {
					ToolMethod found = new ToolMethod(bean, method);
					return isCached(found) ? found : null;
				}
			}
		}
		return null;
	}

	private static boolean isNamed(Method method, String tool) {
		McpTool annotation = method.getAnnotation(McpTool.class);
		return annotation != null
				&& tool.equals(StringUtils.hasText(annotation.name()) ? annotation.name() : method.getName());
	}

	private static boolean isCached(ToolMethod found) {
		return AnnotatedElementUtils.hasAnnotation(found.method(), RefCached.class);
	}

}
