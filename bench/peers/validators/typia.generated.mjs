// Generated from typia/source.ts by typia 14.0.6: node bench/peers/validators/typia/generate.mjs
import * as _isTypeInt32_1 from "typia/lib/internal/_isTypeInt32";
import * as _isTypeInt64_1 from "typia/lib/internal/_isTypeInt64";
import * as _isFormatUuid_1 from "typia/lib/internal/_isFormatUuid";
import * as _isFormatEmail_1 from "typia/lib/internal/_isFormatEmail";
import * as _isFormatDateTime_1 from "typia/lib/internal/_isFormatDateTime";
import * as _stringLength_1 from "typia/lib/internal/_stringLength";
import * as _jsonStringifyNumber_1 from "typia/lib/internal/_jsonStringifyNumber";
import * as _jsonStringifyArray_1 from "typia/lib/internal/_jsonStringifyArray";
import * as _jsonStringifyString_1 from "typia/lib/internal/_jsonStringifyString";
import * as _jsonStringifyTail_1 from "typia/lib/internal/_jsonStringifyTail";
import * as _throwTypeGuardError_1 from "typia/lib/internal/_throwTypeGuardError";
/** What typia's transform is given: `node bench/peers/validators/typia/generate.mjs` writes ../typia.generated.mjs. */
import typia from 'typia';
const equals = (() => {
    const _io0 = (input, _exceptionable = true) => "number" === typeof input.number && "number" === typeof input.negNumber && "number" === typeof input.maxNumber && "string" === typeof input.string && "string" === typeof input.longString && "boolean" === typeof input.boolean && ("object" === typeof input.deeplyNested && null !== input.deeplyNested && _io1(input.deeplyNested, true && _exceptionable)) && (7 === Object.keys(input).length || Object.keys(input).every(key => {
        if (["number", "negNumber", "maxNumber", "string", "longString", "boolean", "deeplyNested"].some(prop => key === prop))
            return true;
        const value = input[key];
        if (undefined === value)
            return true;
        return false;
    }));
    const _io1 = (input, _exceptionable = true) => "string" === typeof input.foo && "number" === typeof input.num && "boolean" === typeof input.bool && (3 === Object.keys(input).length || Object.keys(input).every(key => {
        if (["foo", "num", "bool"].some(prop => key === prop))
            return true;
        const value = input[key];
        if (undefined === value)
            return true;
        return false;
    }));
    return (input, _exceptionable = true) => "object" === typeof input && null !== input && _io0(input, true);
})();
const clone = (() => {
    const _co0 = input => ({
        number: input.number,
        negNumber: input.negNumber,
        maxNumber: input.maxNumber,
        string: input.string,
        longString: input.longString,
        boolean: input.boolean,
        deeplyNested: _co1(input.deeplyNested)
    });
    const _co1 = input => ({
        foo: input.foo,
        num: input.num,
        bool: input.bool
    });
    const _io0 = input => "number" === typeof input.number && "number" === typeof input.negNumber && "number" === typeof input.maxNumber && "string" === typeof input.string && "string" === typeof input.longString && "boolean" === typeof input.boolean && ("object" === typeof input.deeplyNested && null !== input.deeplyNested && _io1(input.deeplyNested));
    const _io1 = input => "string" === typeof input.foo && "number" === typeof input.num && "boolean" === typeof input.bool;
    const __is = input => "object" === typeof input && null !== input && _io0(input);
    const __clone = input => _co0(input);
    return input => {
        if (!__is(input))
            return null;
        return __clone(input);
    };
})();
export const assertLoose = (() => {
    const _io0 = input => "number" === typeof input.number && "number" === typeof input.negNumber && "number" === typeof input.maxNumber && "string" === typeof input.string && "string" === typeof input.longString && "boolean" === typeof input.boolean && ("object" === typeof input.deeplyNested && null !== input.deeplyNested && _io1(input.deeplyNested));
    const _io1 = input => "string" === typeof input.foo && "number" === typeof input.num && "boolean" === typeof input.bool;
    return input => "object" === typeof input && null !== input && _io0(input);
})();
export const assertStrict = (() => {
    const _io0 = (input, _exceptionable = true) => "number" === typeof input.number && "number" === typeof input.negNumber && "number" === typeof input.maxNumber && "string" === typeof input.string && "string" === typeof input.longString && "boolean" === typeof input.boolean && ("object" === typeof input.deeplyNested && null !== input.deeplyNested && _io1(input.deeplyNested, true && _exceptionable)) && (7 === Object.keys(input).length || Object.keys(input).every(key => {
        if (["number", "negNumber", "maxNumber", "string", "longString", "boolean", "deeplyNested"].some(prop => key === prop))
            return true;
        const value = input[key];
        if (undefined === value)
            return true;
        return false;
    }));
    const _io1 = (input, _exceptionable = true) => "string" === typeof input.foo && "number" === typeof input.num && "boolean" === typeof input.bool && (3 === Object.keys(input).length || Object.keys(input).every(key => {
        if (["foo", "num", "bool"].some(prop => key === prop))
            return true;
        const value = input[key];
        if (undefined === value)
            return true;
        return false;
    }));
    return (input, _exceptionable = true) => "object" === typeof input && null !== input && _io0(input, true);
})();
export const parseSafe = (value) => clone(value) ?? undefined;
export const parseStrict = (value) => (equals(value) ? value : undefined);
export const simple = (() => {
    const _io0 = input => "number" === typeof input.id && (_isTypeInt32_1._isTypeInt32(input.id) && 1 <= input.id) && ("string" === typeof input.name && (1 <= _stringLength_1._stringLength(input.name) && _stringLength_1._stringLength(input.name) <= 100)) && ("number" === typeof input.age && (_isTypeInt64_1._isTypeInt64(input.age) && 0 <= input.age && input.age <= 150)) && ("number" === typeof input.score && 0 <= input.score) && ("admin" === input.role || "editor" === input.role || "guest" === input.role) && "boolean" === typeof input.active && (null === input.note || "string" === typeof input.note) && (undefined === input.nickname || "string" === typeof input.nickname && _stringLength_1._stringLength(input.nickname) <= 40);
    return input => "object" === typeof input && null !== input && _io0(input);
})();
export const nested = (() => {
    const _ip0 = input => "number" === typeof input["id"] && (_isTypeInt32_1._isTypeInt32(input["id"]) && 1 <= input["id"]);
    const _io0 = input => _ip0(input) && ("object" === typeof input.customer && null !== input.customer && _io1(input.customer)) && (Array.isArray(input.items) && (1 <= input.items.length && input.items.length <= 50 && input.items.every(elem => "object" === typeof elem && null !== elem && _io4(elem)))) && ("object" === typeof input.payment && null !== input.payment && _iu0(input.payment)) && (undefined === input.note || "string" === typeof input.note) && "boolean" === typeof input.express;
    const _io1 = input => _ip0(input) && ("string" === typeof input.name && (1 <= _stringLength_1._stringLength(input.name) && _stringLength_1._stringLength(input.name) <= 100)) && ("object" === typeof input.address && null !== input.address && _io2(input.address));
    const _io2 = input => "string" === typeof input.street && ("string" === typeof input.city && 1 <= _stringLength_1._stringLength(input.city)) && ("string" === typeof input.zip && (3 <= _stringLength_1._stringLength(input.zip) && _stringLength_1._stringLength(input.zip) <= 10)) && ("string" === typeof input.country && (2 <= _stringLength_1._stringLength(input.country) && _stringLength_1._stringLength(input.country) <= 2)) && ("object" === typeof input.position && null !== input.position && _io3(input.position));
    const _io3 = input => "number" === typeof input.lat && (-90 <= input.lat && input.lat <= 90) && ("number" === typeof input.long && (-180 <= input.long && input.long <= 180));
    const _io4 = input => "string" === typeof input.sku && 1 <= _stringLength_1._stringLength(input.sku) && ("number" === typeof input.quantity && (_isTypeInt64_1._isTypeInt64(input.quantity) && 1 <= input.quantity && input.quantity <= 1000)) && ("number" === typeof input.price && 0 <= input.price) && ("object" === typeof input.options && null !== input.options && _io5(input.options));
    const _io5 = input => "boolean" === typeof input.gift && (undefined === input.wrap || "string" === typeof input.wrap);
    const _io6 = input => "card" === input.method && ("string" === typeof input.token && 8 <= _stringLength_1._stringLength(input.token));
    const _io7 = input => "invoice" === input.method && (undefined === input.reference || "string" === typeof input.reference);
    const _iu0 = input => (() => {
        if ("card" === input.method)
            return _io6(input);
        else if ("invoice" === input.method)
            return _io7(input);
        else
            return false;
    })();
    return input => "object" === typeof input && null !== input && _io0(input);
})();
export const list = (() => {
    const _io0 = input => "string" === typeof input.id && _isFormatUuid_1._isFormatUuid(input.id) && ("string" === typeof input.email && _isFormatEmail_1._isFormatEmail(input.email)) && ("string" === typeof input.created && _isFormatDateTime_1._isFormatDateTime(input.created)) && ("string" === typeof input.name && (1 <= _stringLength_1._stringLength(input.name) && _stringLength_1._stringLength(input.name) <= 80)) && ("number" === typeof input.quantity && (_isTypeInt32_1._isTypeInt32(input.quantity) && 0 <= input.quantity)) && ("number" === typeof input.price && 0 <= input.price) && ("closed" === input.status || "open" === input.status || "paid" === input.status);
    return input => Array.isArray(input) && input.every(elem => "object" === typeof elem && null !== elem && _io0(elem));
})();
export const stringifyNested = (() => {
    const _ip0 = input => "number" === typeof input["id"] && (_isTypeInt32_1._isTypeInt32(input["id"]) && 1 <= input["id"]);
    const _so0 = input => `{"id":${String(_jsonStringifyNumber_1._jsonStringifyNumber(input.id))},"customer":${_so1(input.customer)},"items":${`[${_jsonStringifyArray_1._jsonStringifyArray(input.items, elem => _so4(elem))}]`},"payment":${_su0(input.payment)},${undefined === input.note ? "" : `"note":${undefined !== input.note ? _jsonStringifyString_1._jsonStringifyString(input.note) : undefined},`}"express":${String(input.express)}}`;
    const _so1 = input => `{"id":${String(_jsonStringifyNumber_1._jsonStringifyNumber(input.id))},"name":${_jsonStringifyString_1._jsonStringifyString(input.name)},"address":${_so2(input.address)}}`;
    const _so2 = input => `{"street":${_jsonStringifyString_1._jsonStringifyString(input.street)},"city":${_jsonStringifyString_1._jsonStringifyString(input.city)},"zip":${_jsonStringifyString_1._jsonStringifyString(input.zip)},"country":${_jsonStringifyString_1._jsonStringifyString(input.country)},"position":${_so3(input.position)}}`;
    const _so3 = input => `{"lat":${String(_jsonStringifyNumber_1._jsonStringifyNumber(input.lat))},"long":${String(_jsonStringifyNumber_1._jsonStringifyNumber(input.long))}}`;
    const _so4 = input => `{"sku":${_jsonStringifyString_1._jsonStringifyString(input.sku)},"quantity":${String(_jsonStringifyNumber_1._jsonStringifyNumber(input.quantity))},"price":${String(_jsonStringifyNumber_1._jsonStringifyNumber(input.price))},"options":${_so5(input.options)}}`;
    const _so5 = input => `{${_jsonStringifyTail_1._jsonStringifyTail(`"gift":${String(input.gift)},${undefined === input.wrap ? "" : `"wrap":${undefined !== input.wrap ? _jsonStringifyString_1._jsonStringifyString(input.wrap) : undefined}`}`)}}`;
    const _so6 = input => `{"method":${"\"" + input.method + "\""},"token":${_jsonStringifyString_1._jsonStringifyString(input.token)}}`;
    const _so7 = input => `{${_jsonStringifyTail_1._jsonStringifyTail(`"method":${"\"" + input.method + "\""},${undefined === input.reference ? "" : `"reference":${undefined !== input.reference ? _jsonStringifyString_1._jsonStringifyString(input.reference) : undefined}`}`)}}`;
    const _su0 = input => (() => {
        if ("card" === input.method)
            return _so6(input);
        else if ("invoice" === input.method)
            return _so7(input);
        else
            _throwTypeGuardError_1._throwTypeGuardError({
                method: "typia.json.createStringify",
                expected: "(Card | Invoice)",
                value: input
            });
    })();
    const _io1 = input => _ip0(input) && ("string" === typeof input.name && (1 <= _stringLength_1._stringLength(input.name) && _stringLength_1._stringLength(input.name) <= 100)) && ("object" === typeof input.address && null !== input.address && _io2(input.address));
    const _io2 = input => "string" === typeof input.street && ("string" === typeof input.city && 1 <= _stringLength_1._stringLength(input.city)) && ("string" === typeof input.zip && (3 <= _stringLength_1._stringLength(input.zip) && _stringLength_1._stringLength(input.zip) <= 10)) && ("string" === typeof input.country && (2 <= _stringLength_1._stringLength(input.country) && _stringLength_1._stringLength(input.country) <= 2)) && ("object" === typeof input.position && null !== input.position && _io3(input.position));
    const _io3 = input => "number" === typeof input.lat && (-90 <= input.lat && input.lat <= 90) && ("number" === typeof input.long && (-180 <= input.long && input.long <= 180));
    const _io4 = input => "string" === typeof input.sku && 1 <= _stringLength_1._stringLength(input.sku) && ("number" === typeof input.quantity && (_isTypeInt64_1._isTypeInt64(input.quantity) && 1 <= input.quantity && input.quantity <= 1000)) && ("number" === typeof input.price && 0 <= input.price) && ("object" === typeof input.options && null !== input.options && _io5(input.options));
    const _io5 = input => "boolean" === typeof input.gift && (undefined === input.wrap || "string" === typeof input.wrap);
    const _io6 = input => "card" === input.method && ("string" === typeof input.token && 8 <= _stringLength_1._stringLength(input.token));
    const _io7 = input => "invoice" === input.method && (undefined === input.reference || "string" === typeof input.reference);
    const _iu0 = input => (() => {
        if ("card" === input.method)
            return _io6(input);
        else if ("invoice" === input.method)
            return _io7(input);
        else
            return false;
    })();
    return input => _so0(input);
})();
export const stringifyList = (() => {
    const _so0 = input => `{"id":${_jsonStringifyString_1._jsonStringifyString(input.id)},"email":${_jsonStringifyString_1._jsonStringifyString(input.email)},"created":${_jsonStringifyString_1._jsonStringifyString(input.created)},"name":${_jsonStringifyString_1._jsonStringifyString(input.name)},"quantity":${String(_jsonStringifyNumber_1._jsonStringifyNumber(input.quantity))},"price":${String(_jsonStringifyNumber_1._jsonStringifyNumber(input.price))},"status":${"\"" + input.status + "\""}}`;
    return input => `[${_jsonStringifyArray_1._jsonStringifyArray(input, elem => _so0(elem))}]`;
})();
