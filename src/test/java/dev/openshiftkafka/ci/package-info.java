/** Tests of the scripts that workflows run, outside of any CI system. */
package dev.openshiftkafka.ci;
