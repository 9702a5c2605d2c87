package dev.openshiftkafka.stack.monitoring;

import java.util.Map;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.DynamicMBean;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;

/** An MBean whose attributes have given values. */
record FixedMBean(Map<String, Object> values) implements DynamicMBean {
  @Override
  public Object getAttribute(String name) {
    return values.get(name);
  }

  @Override
  public void setAttribute(Attribute attribute) {
    throw new UnsupportedOperationException("read only");
  }

  @Override
  public AttributeList getAttributes(String[] names) {
    var list = new AttributeList();
    for (String name : names) {
      list.add(new Attribute(name, values.get(name)));
    }
    return list;
  }

  @Override
  public AttributeList setAttributes(AttributeList attributes) {
    throw new UnsupportedOperationException("read only");
  }

  @Override
  public Object invoke(String action, Object[] parameters, String[] signature) {
    throw new UnsupportedOperationException("no operations");
  }

  @Override
  public MBeanInfo getMBeanInfo() {
    var attributes =
        values.entrySet().stream()
            .map(
                entry ->
                    new MBeanAttributeInfo(
                        entry.getKey(),
                        entry.getValue().getClass().getName(),
                        "given",
                        true,
                        false,
                        false))
            .toArray(MBeanAttributeInfo[]::new);
    return new MBeanInfo(FixedMBean.class.getName(), "given values", attributes, null, null, null);
  }
}
